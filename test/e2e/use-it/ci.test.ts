import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../../infra/project-root';
import { call, getPage } from '../../support/client';
import { guide } from './examples';

const [, section = ''] = /\n### In CI\n([\s\S]*?)\n###? /.exec(guide) ?? [];
const [, commands = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
const [, pattern = ''] = /`\/(\^SMS[^`]*)\/m`/.exec(section) ?? [];
const [, number = '', code = ''] = /log in as `\+(\d+)` with `(\d+)`/.exec(section) ?? [];

/** A port that nobody uses. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

describe('The step in CI of docs/use-it.md', { timeout: 120_000 }, () => {
  it('has codes in a file and a number with a fixed code, and ends the service', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ci-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await symlink(projectRoot, join(folder, 'sms'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // The step's own tests take as long as its input.
    await writeFile(join(folder, 'step.sh'), `${commands}echo; echo started\ncat\n`);
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, SMS_URL: url, PORT: String(port) };
    const step = spawn('bash', ['-e', 'step.sh'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(step, 'exit');
    onTestFinished(() => void step.stdin.destroy());
    for await (const text of step.stdout) if (String(text).includes('started')) break;

    expect(await call(url, { method: 'getSms', phone: number })).toMatchObject({ codeStr: 'Ok' });
    expect(await call(url, { method: 'login', phone: number, code })).toMatchObject({ codeStr: 'Success' });
    const phone = '8618566246600';
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok', retryAfter: 1 });
    const messages = await readFile(join(folder, 'messages.txt'), 'utf8');
    const [, sent = ''] = new RegExp(pattern, 'm').exec(messages) ?? [];
    expect(await call(url, { method: 'login', phone, code: sent })).toMatchObject({ codeStr: 'Success' });

    step.stdin.end();
    expect(await ended).toEqual([0, null]);
    await expect.poll(() => getPage(url).catch((error: Error) => error.message)).toBe('fetch failed');
  });
});
