import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, getPage } from '../support/client';
import { createDemo, type TestDemo } from '../support/demo';
import { canDeploy } from '../support/deployed-environment';
import { notPlain } from '../support/plain-output';

const phone = '8618566246600';

// The tests share one demo, in this order, since deploying it takes seconds.
describe.skipIf(!canDeploy).sequential('The demo', { timeout: 120_000 }, () => {
  let demo: TestDemo;
  let folder: string;
  const make = (...args: readonly string[]) => demo.make(args);

  beforeAll(async () => {
    demo = await createDemo();
    folder = demo.folder;
  });
  afterAll(() => demo.remove());

  /** Logs in at the addresses that the demo printed. */
  async function logIn(printed: string): Promise<void> {
    const url = /The demo answers at (\S+)/.exec(printed)?.[1] ?? '';
    const inbox = /Messages arrive at +(\S+)/.exec(printed)?.[1] ?? '';
    expect(await getPage(url)).toContain('<title>Log in</title>');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    // contract: the inbox is a page of the local cloud.
    const response = await fetch(inbox, { headers: { accept: 'application/json' } });
    const messages = (await response.json()) as readonly { readonly text: string }[];
    expect(messages).toEqual([{ to: `+${phone}`, text: expect.any(String), sentAt: expect.any(String) }]);
    const code = /\d{6}/.exec(messages[0]?.text ?? '')?.[0] ?? '';
    // contract: as above.
    expect(await (await fetch(inbox)).text()).toContain(code);
    expect(await call(url, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
  }

  async function expectGone(printed: string): Promise<void> {
    expect(printed).toContain('The account is empty, and the local cloud has stopped.');
    expect(printed).not.toMatch(notPlain);
    expect(existsSync(folder)).toBe(false);
    expect(await demo.leftovers()).toEqual([]);
    expect(await demo.processes()).toEqual([]);
  }

  it('is deployed by Terraform, which reports each step in plain lines', async () => {
    const printed = await make('demo');
    for (const step of ['A local cloud has started', 'Deploying sms-verification-demo', 'The demo answers at']) {
      expect(printed).toContain(step);
    }
    expect(printed).not.toMatch(notPlain);
  });

  it('leaves only files that no other user of the machine can read', async () => {
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    // A zip of the project's code has no secrets, and keeps the mode of the file that it is copied from.
    const names = (await readdir(folder, { recursive: true })).filter((name) => !name.endsWith('function.zip'));
    const paths = names.map((name) => join(folder, name));
    for (const name of ['account.json', 'running.json', 'log', 'terraform.sms-verification-demo.tfstate']) {
      expect(paths).toContain(join(folder, name));
    }
    const states = await Promise.all(paths.map(async (path) => ({ path, state: await lstat(path) })));
    const readable = states.filter(({ state }) => !state.isSymbolicLink() && (state.mode & 0o077) !== 0);
    expect(readable.map(({ path }) => path)).toEqual([]);
  });

  it('answers make smoke, in plain lines', async () => {
    const printed = await make('smoke', 'ENVIRONMENT=demo', `ARGS=--output ${join(folder, 'cdktf.out')}`);
    expect(printed.match(/^ok /gm)).toHaveLength(3);
    expect(printed).not.toMatch(notPlain);
  });

  it('does not change when it is deployed again', async () => {
    expect(await make('demo')).toContain('No changes.');
  });

  it('survives a killed local cloud, which leaves no process behind', async () => {
    const { pid } = JSON.parse(await readFile(join(folder, 'running.json'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    for (let waited = 0; (await demo.processes()).length > 0 && waited < 5000; waited += 50) await sleep(50);
    expect(await demo.processes()).toEqual([]);
    expect(await demo.leftovers()).toEqual(['local-cloud']);
    await logIn(await make('demo'));
  });

  it('leaves nothing behind when it is destroyed, twice in a row', async () => {
    await expectGone(await make('demo-destroy'));
    await logIn(await make('demo'));
    await expectGone(await make('demo-destroy'));
    expect(await make('demo-destroy')).toContain('There is no demo');
  });
});
