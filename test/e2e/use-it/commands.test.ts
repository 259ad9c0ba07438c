import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import { startLocalCloud } from '../../../local-cloud/local-cloud';
import { contractFile } from '../../repository/documents/contract/contract-file';
import { startBackEnd } from './back-end';
import { fieldsOf, type Reply, readCommands, runCommand } from './commands';
import { startExampleService } from './example-service';
import { guide } from './examples';

describe('The commands of docs/use-it.md', { timeout: 60_000 }, () => {
  it('lead from the address to a session, one after the other, and get the replies that are shown', async () => {
    const service = await startExampleService();
    onTestFinished(service.stop);
    const backEnd = await startBackEnd(process.execPath, 'back-end.mjs', service.url);
    onTestFinished(backEnd.stop);
    const cloud = await startLocalCloud();
    onTestFinished(() => cloud.stop());
    const { sdkAppId, sign: signName, templateId } = initialAccount;
    const parameters = ['123456', '5'];
    cloud.account.sms.send({ sdkAppId, signName, templateId, parameters, phoneNumbers: ['+8618566246600'] });

    const given = { SMS_URL: service.url, PORT: new URL(backEnd.url).port, INBOX: `${cloud.url}/inbox` };
    let received = {};
    const outcomes: unknown[] = [];
    for (const { text, shown } of readCommands(guide)) {
      const reply = await runCommand(text, { ...given, ...received });
      expect(fieldsOf(reply), text).toEqual(fieldsOf(shown));
      const { codeStr, msg, expiresIn, retryAfter, number } = shown as Reply;
      if (codeStr !== undefined) expect(reply).toMatchObject({ codeStr, msg });
      if (expiresIn !== undefined) expect(reply).toMatchObject({ expiresIn, retryAfter });
      if (number !== undefined) expect(reply).toEqual({ number });
      // What a reader takes from the reply and from the message.
      if (reply.handle !== undefined) received = { HANDLE: reply.handle, CODE: service.newestCode() };
      if (reply.token !== undefined) received = { TOKEN: reply.token };
      outcomes.push(codeStr ?? Object.keys(reply)[0]);
    }
    expect(outcomes).toEqual(['Ok', 'Success', 'keys', 'number', '0']);
  });

  it('fit into a terminal of 80 columns', () => {
    const lines = readCommands(guide).flatMap(({ text }) => text.split('\n'));
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('are all of the lines that call curl', () => {
    const calls = readCommands(guide).filter(({ text }) => /^curl .*(\\\n.*)?\n$/.test(text));
    expect(calls).toHaveLength(guide.match(/^ *curl /gm)?.length ?? 0);
  });
});

describe('The addresses of a mock server in docs/use-it.md', () => {
  it('name examples of docs/openapi.yaml', async () => {
    const addresses = [...guide.matchAll(/__code=(\d+)&__example=([\w.-]+)/g)];
    expect(addresses.length).toBeGreaterThan(3);
    const { paths, components } = parse(await readFile(contractFile, 'utf8'));
    for (const [, status = '', name = ''] of addresses) {
      const response = paths['/'].post.responses[status].$ref.split('/').at(-1);
      expect(components.responses[response].content['application/json'].examples).toHaveProperty([name]);
    }
  });
});
