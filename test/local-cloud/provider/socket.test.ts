import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { serveProvider } from '../../../local-cloud/provider/protocol/provider-server';
import { createRandomProvider } from '../../../local-cloud/provider/random/random-provider';

it("A provider's socket is accessible to its user only, and is removed when the provider stops", async () => {
  const { socket, stop } = await serveProvider(createRandomProvider());
  expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
  await stop();
  await expect(stat(dirname(socket))).rejects.toThrow('ENOENT');
});

it('A provider refuses a folder whose path is too long for a socket', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'x'.repeat(110)));
  try {
    await expect(serveProvider(createRandomProvider(), folder)).rejects.toThrow('too long to hold a Unix socket');
  } finally {
    await rm(folder, { recursive: true });
  }
});
