import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/mobile';
import { beforeAll, describe, expect, it } from 'vitest';
import * as written from '../../../function/verification/phone-number';
import { bundleFunction, type FunctionBundle } from '../../../infra/function-bundle/function-bundle';
import { packageShares } from '../../../infra/function-bundle/report';
import { projectRoot } from '../../../infra/project-root';
import { answerInProcess } from '../../support/bundle-process';
import { loadBundled } from '../../support/load-bundled';

const run = promisify(execFile);

describe('The bundle', { timeout: 30_000 }, () => {
  let folder: string;
  let bundle: FunctionBundle;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    bundle = await bundleFunction({ outputFolder: join(folder, 'made', 'here') });
    return () => rm(folder, { recursive: true });
  });

  it('is a zip with only index.js, and a source map beside it', async () => {
    const code = await readFile(bundle.codeFile);
    const files = unzipSync(await readFile(bundle.zipFile));
    expect(Object.keys(files)).toEqual(['index.js']);
    expect(Buffer.from(files['index.js'] ?? []).equals(code)).toBe(true);
    expect(JSON.parse(await readFile(`${bundle.codeFile}.map`, 'utf8')).sources).toContain('../../function/handler.ts');
  });

  it('needs nothing but Node.js to answer', async () => {
    const event = { httpMethod: 'GET', queryString: { method: 'login', phone: '8618566246600', code: '123456' } };
    const env = { CODE_STORE: 'memory', SMS_SENDER: 'console' };
    const { reply, printed } = await answerInProcess({ codeFile: bundle.codeFile, cwd: folder, env }, event);
    expect(reply.statusCode).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({
      codeStr: 'CodeHasExpired',
      msg: 'The verification code has expired. Please request a new one.',
    });
    expect(JSON.parse(printed)).toMatchObject({ event: 'code_checked', requestId: 'a' });
  });

  it('does not start without its required variables, and names all of them', async () => {
    const started = run(process.execPath, [bundle.codeFile], { env: { REDIS_PORT: 'x' } });
    const names = ['REDIS_HOST', 'REDIS_PASSWORD', 'REDIS_PORT', 'SMS_TEMPLATE_ID', 'SMS_SIGN', 'SMS_SDKAPPID'];
    const failure = await started.catch((error: { code: number; stderr: string }) => error);
    expect(failure).toMatchObject({ code: 1 });
    for (const name of names) expect(failure.stderr).toContain(`  ${name}: `);
  });

  it('has the same bytes on every machine', async () => {
    const elsewhere = join(folder, 'another project');
    for (const part of ['function', 'infra', 'package.json', 'tsconfig.json']) {
      await cp(join(projectRoot, part), join(elsewhere, part), { recursive: true });
    }
    await symlink(join(projectRoot, 'node_modules'), join(elsewhere, 'node_modules'));
    await run('npx', ['tsx', 'infra/function-bundle/cli.ts', '--quiet'], { cwd: elsewhere });
    const zip = await readFile(join(elsewhere, 'dist', 'function', 'function.zip'));
    expect(zip.equals(await readFile(bundle.zipFile))).toBe(true);
  });

  it('contains no paths of the machine on which it is built', async () => {
    const files = await Promise.all([bundle.codeFile, `${bundle.codeFile}.map`].map((file) => readFile(file, 'utf8')));
    for (const text of files) expect(text).not.toContain(projectRoot);
  });

  it('is reported by package, with the size of each', async () => {
    const shares = packageShares(bundle);
    expect(shares.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ioredis', 'function/', '@ioredis/commands']),
    );
    const counted = shares.reduce((sum, { bytes }) => sum + bytes, 0);
    const [code] = Object.entries(bundle.metafile.outputs).filter(([file]) => file.endsWith('.js'));
    expect(counted).toBeLessThanOrEqual(code?.[1].bytes ?? 0);
    expect(counted).toBeGreaterThan(0.95 * (code?.[1].bytes ?? 0));
  });

  it('accepts the same numbers of every country as the full library', async () => {
    const bundled = await loadBundled<typeof written>('function/verification/phone-number');
    const everywhere = getCountries().map((country) => String(getCountryCallingCode(country)));
    const numbers = getCountries().flatMap((country) => {
      const number = `${getCountryCallingCode(country)}${examples[country]}`;
      return [number, `${number}0`, number.slice(0, -1), number.replace(/\d(\d{6})$/, '0$1')];
    });
    expect(numbers.length).toBeGreaterThan(900);
    for (const number of numbers) {
      expect(bundled.readPhoneNumber(number, everywhere)).toEqual(written.readPhoneNumber(number, everywhere));
    }
    expect(numbers.filter((number) => 'phone' in bundled.readPhoneNumber(number, everywhere)).length).toBeGreaterThan(
      240,
    );
  });
});
