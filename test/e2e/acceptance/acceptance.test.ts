import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { HttpRequest } from '../../../infra/operations/acceptance/http-client';
import type { Target } from '../../../infra/operations/acceptance/probe';
import { probes } from '../../../infra/operations/acceptance/probes';
import { callerProbe } from '../../../infra/operations/acceptance/probes/caller';
import { runAcceptance } from '../../../infra/operations/acceptance/run-acceptance';
import { accountClientConfig } from '../../../infra/operations/account-client';
import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import { projectRoot } from '../../../infra/project-root';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../../support/at-length';
import { codeFor, serverHeaders } from '../../support/client';
import { expectDocumented } from '../../support/contract';
import { canDeploy, deployEnvironment } from '../../support/deployed-environment';
import { environment } from '../../support/synthesize';
import { deployAccepted, reachableEnvironment } from './accepted-environment';

const phone = '+8618566246600';

/** Runs `make acceptance`. When it asks for the code, its owner reads it in the inbox. */
async function makeAcceptance(cloud: LocalCloud, args: readonly string[]) {
  const env = terraformEnvironment(cloud.env);
  const child = spawn('make', ['acceptance', ...args], { cwd: projectRoot, env });
  const stderr = text(child.stderr);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
    if (part.includes('The code of the message')) {
      codeFor(cloud, phone.slice(1)).then((code) => child.stdin.write(`${code}\n`));
    }
    if (part.includes('(yes or no)')) child.stdin.write('yes\n');
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr: await stderr };
}

async function resultsFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'acceptance-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe.skipIf(!canDeploy)('make acceptance', { timeout: 120_000 }, () => {
  it('confirms everything that can be reached, and writes a report without secrets', async () => {
    const settings = environment('staging');
    const { cloud, deployment, stop } = await deployEnvironment(settings, { clientAddress: () => '8.8.8.8' });
    onTestFinished(stop);
    const results = await resultsFolder();
    const ARGS = `ARGS=--output ${deployment.synthesized} --results ${results}`;
    const { code, stdout, stderr } = await makeAcceptance(cloud, ['ENVIRONMENT=staging', `PHONE=${phone}`, ARGS]);
    const result = JSON.parse(await readFile(join(results, 'staging.json'), 'utf8'));
    expect(result.claims.filter(({ state }: { state: string }) => state === 'refuted')).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const stateOf = (name: string) => result.claims.find((one: { name: string }) => one.name === name)?.state;
    for (const name of [
      'event-source-ip',
      'cql-quoted-text',
      'message-logs-in',
      'send-only-resource',
      'plan-is-empty',
    ]) {
      expect([name, stateOf(name)]).toEqual([name, 'confirmed']);
    }
    expect([stateOf('function-url-html'), stateOf('captcha-hosts')]).toEqual(['not-reached', 'not-reached']);
    expect(Object.keys(result.times)).toEqual([
      'request, median of 200',
      'request, 99th percentile of 200',
      expect.stringMatching(/^request, slowest of \d at once$/),
      'round trip to Redis, median',
      'SMS API, one message',
    ]);
    const report = await readFile(join(results, 'staging.md'), 'utf8');
    expect(report).toMatch(/^\| plan-is-empty \| confirmed \| Terraform plans no changes \|$/m);
    const written = [stdout, report, JSON.stringify(result)].join('\n');
    const [message] = cloud.account.sms.messages();
    for (const secret of [phone, phone.slice(1), cloud.env.TENCENTCLOUD_SECRET_KEY, message?.text]) {
      expect(secret).toBeTruthy();
      expect(written).not.toContain(secret);
    }
  });

  it.each([
    ['ENVIRONMENT=staging', 'PHONE=18566246600', 'allowed: a number with + and its country code'],
    ['ENVIRONMENT=staging', 'ARGS=nope', 'found "nope"'],
  ])('refuses %s %s', async (name, wrong, message) => {
    const { code, stderr } = await makeAcceptance({ env: {} } as LocalCloud, [name, wrong]);
    expect(code).not.toBe(0);
    expect(stderr).toContain(message);
  });

  it('explains itself', async () => {
    const { code, stdout } = await makeAcceptance({ env: {} } as LocalCloud, ['ARGS=--help']);
    expect(code).toBe(0);
    for (const option of ['PHONE', '--output', '--results']) expect(stdout).toContain(option);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

/** What an attacker sends who knows how the function tells an Invoke from a request, and a nonce. */
function attacks(nonce: string): HttpRequest[] {
  const event = JSON.stringify({ acceptance: nonce });
  const bodies = [
    event,
    `[${event}]`,
    JSON.stringify({ body: event, acceptance: nonce }),
    `acceptance=${nonce}`,
    nonce,
    '',
  ];
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=a',
  ];
  const queries = [
    '',
    `acceptance=${nonce}`,
    `acceptance=${nonce}&acceptance=${nonce}`,
    encodeURIComponent(event),
    '__proto__[acceptance]=1',
  ];
  const headers = [{}, { acceptance: nonce }, { 'x-scf-event': event }, { 'x-http-method-override': 'Invoke' }];
  return [
    ...bodies.flatMap((body) =>
      types.flatMap((type) => ['POST', 'PUT'].map((method) => ({ method, body, headers: { 'content-type': type } }))),
    ),
    ...queries.flatMap((query) => ['GET', 'OPTIONS', 'DELETE'].map((method) => ({ method, query }))),
    ...headers.flatMap((sent) => ['acceptance', '', 'a/b'].map((path) => ({ headers: sent, path }))),
  ];
}

const behind = 'Acceptance behind %s';
describe.runIf(canDeploy).each(['function-url'] as const)(behind, { timeout: 120_000 }, acceptBehind);
describe.runIf(canDeploy && isAtLength).each(['api-gateway'] as const)(
  atLength(behind),
  { timeout: 120_000 },
  acceptBehind,
);

function acceptBehind(trigger: 'function-url' | 'api-gateway'): void {
  let target: Target;
  let ownerConfig: ClientConfig;

  beforeAll(async () => {
    const accepted = await deployAccepted(reachableEnvironment(trigger));
    ({ target } = accepted);
    ownerConfig = accountClientConfig(accepted.cloud.env, target.settings.region);
    return accepted.stop;
  }, 60_000);

  it('tells nothing to clients, whatever they send, and answers them as without an armed nonce', async () => {
    const arm = async (nonce: string) => JSON.parse((await target.deployed.invoke({ acceptance: nonce })).body);
    const answersTo = async (nonce: string) => {
      const replies: object[] = [];
      for (const attack of attacks(nonce)) {
        // contract: compared below.
        const { status, body, headers: received } = await target.http.send(attack);
        const headers = Object.fromEntries(Object.entries(received).map(([name, value]) => [name, String(value)]));
        expectDocumented({ httpMethod: attack.method ?? 'GET' }, { status, body, headers }, serverHeaders);
        replies.push({ status, body, type: headers['content-type'] });
      }
      return replies;
    };
    const [nonce, guessed] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    const unarmed = await answersTo(guessed);
    expect(await arm(guessed)).toEqual({});
    expect(await arm(nonce)).toEqual({});
    expect(await answersTo(guessed)).toEqual(unarmed);
    expect(await arm(nonce)).toEqual({});
    for (const { body, type } of unarmed as { body: string; type: string }[]) {
      if (!type.startsWith('text/html')) expect(JSON.parse(body)).toHaveProperty('codeStr');
    }
  });

  it('refutes nothing on the local cloud, whose recorded answers are its own', async () => {
    const { verdicts, answers: asked } = await runAcceptance(target, probes);
    const owner = await callerProbe.run({ ...target, config: ownerConfig });
    const answers = { ...asked, ...owner.answers };
    const refuted = verdicts.filter(({ state }) => state === 'refuted');
    expect(refuted).toEqual([]);
    const file = join(projectRoot, 'local-cloud', 'parity', `${trigger}.json`);
    if (process.env.UPDATE_PARITY) await writeFile(file, `${JSON.stringify({ trigger, answers }, null, 2)}\n`);
    expect(answers).toEqual(JSON.parse(await readFile(file, 'utf8')).answers);
  });
}
