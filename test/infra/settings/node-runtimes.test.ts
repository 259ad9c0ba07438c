import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { newestRuntime, nodeRuntimes, nodeVersion, oldestTarget } from '../../../infra/settings/node-runtimes';
import { findNode } from '../../support/node-binary';

const run = promisify(execFile);

/** Requests a code, reads it from what the console sender prints, and logs in with it. Prints the version and both outcomes. */
const program = `
  const { main_handler } = require(process.argv[1]);
  const write = process.stdout.write.bind(process.stdout);
  let printed = '';
  process.stdout.write = (text) => Boolean((printed += text));
  const call = async (queryString) =>
    JSON.parse((await main_handler({ httpMethod: 'GET', path: '/', headers: {}, queryString }, {})).body).codeStr;
  const phone = '8618566246600';
  (async () => {
    const sent = await call({ method: 'getSms', phone });
    const [code] = printed.match(/\\b\\d{6}\\b/) ?? [];
    write([process.versions.node, sent, await call({ method: 'login', phone, code })].join(' '));
  })();
`;

// platform: node-runtimes
describe('The bundle', () => {
  for (const runtime of nodeRuntimes) {
    const node = findNode(nodeVersion(runtime));
    it.skipIf(node === undefined)(`sends a code and accepts it on ${runtime}, if this Node.js is there`, async () => {
      const env = { CODE_STORE: 'memory', SMS_SENDER: 'console' };
      const { stdout } = await run(node ?? '', ['-e', program, inject('bundle').codeFile], { env });
      const [version, ...outcomes] = stdout.split(' ');
      expect(version?.split('.')[0]).toBe(nodeVersion(runtime).split('.')[0]);
      expect(outcomes).toEqual(['Ok', 'Success']);
    });
  }

  it('is built for the oldest runtime', () => {
    expect(oldestTarget).toBe('node20');
    expect(newestRuntime).toBe('Nodejs24.11');
  });
});
