import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createNetServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deleteRunningFile, findRunningCloud, writeRunningFile } from '../../local-cloud/running-cloud';

/** A program that answers like a local cloud, and a folder, for a test. */
async function startOther(): Promise<{ readonly folder: string; readonly url: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'running-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const server = createServer((_, response) => response.end('[]')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { folder, url };
}

describe('The file that describes a running local cloud', () => {
  it('is not found when it is damaged, or its port and process ID belong to another program now', async () => {
    const { folder, url } = await startOther();
    writeRunningFile(folder, { pid: process.pid, url, env: {}, registryEnv: {}, socket: join(folder, 'gone') });
    expect(await findRunningCloud(folder)).toBeUndefined();
    await writeFile(join(folder, 'running.json'), '{"pid":');
    expect(await findRunningCloud(folder)).toBeUndefined();
  });

  it('is found while the local cloud runs, and leaves no temporary file', async () => {
    const { folder, url } = await startOther();
    const socket = join(await mkdtemp(join(tmpdir(), 'running-')), 'socket');
    onTestFinished(() => rm(dirname(socket), { recursive: true }));
    const provider = createNetServer().listen(socket);
    onTestFinished(() => void provider.close());
    await new Promise((resolve) => provider.once('listening', resolve));
    const running = { pid: process.pid, url, env: { A: 'a' }, registryEnv: {}, socket };

    expect(await findRunningCloud(folder)).toBeUndefined();
    writeRunningFile(folder, running);
    expect(await findRunningCloud(folder)).toEqual(running);
    expect(await readdir(folder)).toEqual(['running.json']);
    deleteRunningFile(folder);
    expect(await findRunningCloud(folder)).toBeUndefined();
  });
});
