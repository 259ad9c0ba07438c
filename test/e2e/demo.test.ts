import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { call } from '../support/client';
import { hasTerraform } from '../support/terraform';

const run = promisify(execFile);
const phone = '8618566246600';

describe.skipIf(!hasTerraform || !hasRedisServer)('The demo', { timeout: 120_000 }, () => {
  let temporary: string;
  let folder: string;

  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'demo-'));
    folder = join(temporary, 'local-cloud');
  });
  afterEach(async () => {
    await demo('down').catch(() => '');
    await rm(temporary, { recursive: true });
  });

  /** Runs what `make demo` and `make demo-destroy` run, with temporary files where they can be counted. */
  async function demo(command: 'up' | 'down'): Promise<string> {
    const env = { ...process.env, LOCAL_CLOUD_FOLDER: folder, TMPDIR: temporary, CI: '1', NO_COLOR: '1' };
    const { stdout, stderr } = await run('node', ['--import', 'tsx', 'demo/cli.ts', command], {
      cwd: projectRoot,
      env,
    });
    return `${stdout}${stderr}`;
  }

  /** Processes that have the temporary folder in their environment. */
  async function processes(): Promise<string[]> {
    const found: string[] = [];
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ' Z ');
      if (environment.includes(temporary) && !/\) Z /.test(state)) found.push(pid);
    }
    return found;
  }

  /** Temporary files, without what tsx keeps of compiled sources. */
  const leftovers = async () => (await readdir(temporary)).filter((name) => !name.startsWith('tsx-'));

  /** Logs in by what the demo printed. */
  async function logIn(printed: string): Promise<void> {
    const url = /The demo answers at (\S+)/.exec(printed)?.[1] ?? '';
    const inbox = /Messages arrive at +(\S+)/.exec(printed)?.[1] ?? '';
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Log in</title>');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    const response = await fetch(inbox, { headers: { accept: 'application/json' } });
    const messages = (await response.json()) as readonly { readonly text: string }[];
    expect(messages).toEqual([{ to: `+${phone}`, text: expect.any(String), sentAt: expect.any(String) }]);
    const code = /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '';
    expect(await (await fetch(inbox)).text()).toContain(code);
    expect(await call(url, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
  }

  it('is deployed by cdktf, answers, and goes without a trace, twice in a row', async () => {
    for (let time = 1; time <= 2; time++) {
      await logIn(await demo('up'));
      expect(await demo('down')).toContain('The account is empty, and the local cloud has stopped.');
      expect(existsSync(folder)).toBe(false);
      expect(await leftovers()).toEqual([]);
      expect(await processes()).toEqual([]);
    }
    expect(await demo('down')).toContain('There is no demo');
  });

  it('changes nothing where it is deployed already, and outlives a killed local cloud', async () => {
    await demo('up');
    const again = await demo('up');
    expect(again).toContain('No changes.');
    const { pid } = JSON.parse(await readFile(join(folder, 'running.json'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    for (let waited = 0; (await processes()).length > 0 && waited < 5000; waited += 50) await sleep(50);
    expect(await processes()).toEqual([]);
    expect(await leftovers()).toEqual(['local-cloud']);
    await logIn(await demo('up'));
    expect(await demo('down')).toContain('The account is empty');
  });
});
