import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createDemo, type TestDemo } from '../support/demo';
import { canDeploy } from '../support/deployed-environment';

const anew = 'The demo starts anew, with an empty account.';

// The tests share one demo, in this order: each leaves another kind of damage to the next one.
describe.skipIf(!canDeploy).sequential('From any state of the demo', { timeout: 120_000 }, () => {
  let demo: TestDemo;
  let stateFile: string;
  beforeAll(async () => {
    demo = await createDemo();
    stateFile = join(demo.folder, 'terraform.sms-verification-demo.tfstate');
  });
  afterAll(() => demo.remove());

  const runningCloud = async () => Number(JSON.parse(await readFile(join(demo.folder, 'running.json'), 'utf8')).pid);

  /** Starts `make demo`, and stops its local cloud during the synthesis so that Terraform waits for it. */
  async function startWaitingDemo() {
    const running = demo.start(['demo']);
    await running.prints('Deploying');
    const cloud = await runningCloud();
    process.kill(cloud, 'SIGSTOP');
    // Terraform locks the state when it is ready for signals, and before it needs the local cloud.
    const lockFile = join(demo.folder, '.terraform.sms-verification-demo.tfstate.lock.info');
    while (!existsSync(lockFile)) await sleep(10);
    return { running, cloud };
  }

  async function expectNothing(): Promise<void> {
    for (let waited = 0; (await demo.processes()).length > 0 && waited < 5000; waited += 50) await sleep(50);
    expect(await demo.processes()).toEqual([]);
    expect(await demo.leftovers()).toEqual([]);
  }

  it('one Ctrl-C lets Terraform finish, and says what to do next; make demo-destroy removes everything', async () => {
    const { running, cloud } = await startWaitingDemo();
    running.signal('SIGINT');
    process.kill(cloud, 'SIGCONT');
    const { code, printed } = await running.ended;
    expect(printed).toContain('Interrupted. Terraform has finished what it had begun. Run make demo to continue');
    expect(code).not.toBe(0);
    expect(await demo.make(['demo-destroy'])).toContain('the local cloud has stopped');
    await expectNothing();
  });

  it('a killed make demo, whose Terraform and local cloud hang, does not keep make demo-destroy from it', async () => {
    const { running, cloud } = await startWaitingDemo();
    running.signal('SIGKILL');
    const destroying = demo.start(['demo-destroy']);
    await destroying.prints('of an earlier run is still at work');
    process.kill(cloud, 'SIGCONT');
    expect(await destroying.ended).toMatchObject({ code: 0 });
    await expectNothing();
  });

  it('make demo twice at once deploys one demo', async () => {
    const both = await Promise.all([demo.start(['demo']).ended, demo.start(['demo']).ended]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const printed = both.map((one) => one.printed).join('\n');
    expect(printed).toContain('Another make demo or make demo-destroy is at work. Waiting');
    expect(printed).toContain('No changes.');
  });

  it('make demo starts anew if Redis is outside the state', async () => {
    const state = JSON.parse(await readFile(stateFile, 'utf8'));
    const isRedis = ({ type }: { readonly type: string }) => type === 'tencentcloud_redis_instance';
    const without = state.resources.filter((one: { readonly type: string }) => !isRedis(one));
    await writeFile(stateFile, JSON.stringify({ ...state, resources: without }));
    const printed = await demo.make(['demo']);
    expect(printed).toMatch(/not in Terraform's state:\n {2}Redis crs-\w+ Demo database/);
    expect(printed).toContain(anew);
    expect(printed).toContain('The demo answers at');
  });

  it('make demo starts anew if state and account are damaged, and kills no process that has the ID of its local cloud now', async () => {
    const foreign = spawn('sleep', ['600']);
    onTestFinished(() => void foreign.kill());
    await once(foreign, 'spawn');
    const file = join(demo.folder, 'running.json');
    process.kill(await runningCloud(), 'SIGKILL');
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), pid: foreign.pid }));
    await writeFile(join(demo.folder, 'account.json'), '{"vpcs":[[');
    await writeFile(stateFile, '{"version":');
    const printed = await demo.make(['demo']);
    expect(printed).toContain(anew);
    expect(printed).toContain('The demo answers at');
    expect({ exitCode: foreign.exitCode, signal: foreign.signalCode }).toEqual({ exitCode: null, signal: null });
  });

  it('make demo-destroy needs neither Terraform nor the files to remove everything, and leaves files of others', async () => {
    const others = join(demo.folder, 'notes.txt');
    await writeFile(others, '');
    const printed = await demo.make(['demo-destroy'], { TERRAFORM_BINARY_NAME: 'no-such-program' });
    expect(printed).toContain('Neither Terraform nor OpenTofu is on PATH. So the account is removed as a whole.');
    expect(printed).toMatch(/The account is removed with what was left in it.*\n {2}VPC vpc-\w+ Demo VPC/);
    expect(printed).toContain('are not the demo’s, and stay: notes.txt');
    expect(existsSync(others)).toBe(true);
    await rm(demo.folder, { recursive: true });
    await expectNothing();
  });

  it('make demo-destroy stops a local cloud whose folder is gone', async () => {
    const running = demo.start(['demo']);
    await running.prints('A local cloud has started');
    running.signal('SIGKILL');
    await rm(demo.folder, { recursive: true });
    await demo.make(['demo-destroy']);
    await expectNothing();
  });
});
