import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { type ExampleService, issuer, startExampleService } from './example-service';
import { logIn, phone } from './tokens';

const secret = 'the SESSION_SECRET of 0.1, which signed its tokens';
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signs a token as 0.1 did. */
function oldToken(key: string): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: `+${phone}`, exp: Date.now() / 1000 + 60 })}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

describe('The code in CHANGELOG.md that accepts tokens of 0.1 and 0.2', { timeout: 30_000 }, () => {
  let example = '';
  beforeAll(async () => {
    const changelog = await readFile(join(projectRoot, 'CHANGELOG.md'), 'utf8');
    [, example = ''] = /```js\n([\s\S]*?)```/.exec(changelog) ?? [];
  });

  /** Returns the number that it reads from a token. @throws {Error} if it refuses the token */
  async function read(service: ExampleService, token: string): Promise<string> {
    const program = `${example}\nconsole.log(await phoneOf(process.env.TOKEN));`;
    const variables = { SMS_URL: service.url, SMS_ISSUER: issuer, SESSION_SECRET: secret, TOKEN: token };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: projectRoot,
      env: { PATH: process.env.PATH, ...variables },
    });
    return stdout.trim();
  }

  async function start(variables = {}): Promise<ExampleService> {
    const service = await startExampleService(variables);
    onTestFinished(service.stop);
    return service;
  }

  it('reads the number from both kinds', async () => {
    const service = await start();
    expect(await read(service, await logIn(service))).toBe(`+${phone}`);
    expect(await read(service, oldToken(secret))).toBe(`+${phone}`);
    await expect(read(service, oldToken('another secret'))).rejects.toThrow('signature verification failed');
  });

  it('refuses a number to test with', async () => {
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const service = await start({ TEST_NUMBERS: JSON.stringify([{ phone: `+${phone}`, code: '294817', expires }]) });
    const token = await logIn({ ...service, newestCode: () => '294817' });
    await expect(read(service, token)).rejects.toThrow('a number to test with');
  });
});
