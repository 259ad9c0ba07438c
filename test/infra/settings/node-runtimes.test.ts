import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import type { Reply } from '../../../function/http/reply';
import { newestRuntime, nodeRuntimes, nodeVersion, oldestTarget } from '../../../infra/settings/node-runtimes';
import { expectContract } from '../../support/documented-handler';
import { findNode } from '../../support/node-binary';

const run = promisify(execFile);

/** Requests a code, reads it from what the console sender prints, and logs in with it. Prints the version, both events and their replies. */
const program = `
  // contract: the test compares the replies that this program prints.
  const { main_handler } = require(process.argv[1]);
  const write = process.stdout.write.bind(process.stdout);
  let printed = '';
  process.stdout.write = (text) => Boolean((printed += text));
  const call = async (queryString) => {
    const event = { httpMethod: 'GET', path: '/', headers: {}, queryString };
    return { event, reply: await main_handler(event, {}) };
  };
  const phone = '8618566246600';
  (async () => {
    const sent = await call({ method: 'getSms', phone });
    const [code] = printed.match(/\\b\\d{6}\\b/) ?? [];
    const calls = [sent, await call({ method: 'login', phone, code })];
    write(JSON.stringify({ version: process.versions.node, calls }));
  })();
`;

interface Printed {
  readonly version: string;
  readonly calls: ReadonlyArray<{ readonly event: object; readonly reply: Reply }>;
}

// platform: node-runtimes
describe('The bundle', () => {
  for (const runtime of nodeRuntimes) {
    const node = findNode(nodeVersion(runtime));
    it.skipIf(node === undefined)(`sends a code and accepts it on ${runtime}, if this Node.js is there`, async () => {
      const env = { CODE_STORE: 'memory', SMS_SENDER: 'console' };
      const { stdout } = await run(node ?? '', ['-e', program, inject('bundle').codeFile], { env });
      const { version, calls }: Printed = JSON.parse(stdout);
      expect(version.split('.')[0]).toBe(nodeVersion(runtime).split('.')[0]);
      for (const { event, reply } of calls) expectContract(event, reply);
      expect(calls.map(({ reply }) => JSON.parse(reply.body).codeStr)).toEqual(['Ok', 'Success']);
    });
  }

  it('is built for the oldest runtime', () => {
    expect(oldestTarget).toBe('node20');
    expect(newestRuntime).toBe('Nodejs24.11');
  });
});
