import { writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { examine } from '../../infra/operations/doctor/examine';
import { readStackOptions } from '../../infra/operations/stack/stack-options';
import { readSynthesizedStack } from '../../infra/operations/stack/synthesized-stack';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import type { ApiCall } from '../../local-cloud/api/api-server';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

const staging = environment('staging');
const withRedis = (changes: object) => environment('staging', { codeStore: { ...redisOf(staging), ...changes } });
const withNetwork = (changes: object, more: Partial<EnvironmentSettings> = {}) =>
  environment('staging', { network: { ...staging.network, ...changes }, ...more });
const withFunction = (changes: object) => environment('staging', { function: { ...staging.function, ...changes } });
const otherZone = { zone: 'ap-guangzhou-4' };
const otherCidrs = { vpcCidr: '10.1.0.0/16', subnetCidr: '10.1.0.0/24' };

function redisOf({ codeStore }: EnvironmentSettings) {
  if (codeStore === 'memory') throw new Error('no Redis');
  return codeStore;
}

/** A change of a deployed environment, and how each failure begins that the doctor then finds. */
interface Change {
  readonly name: string;
  /** Whether make test plays it, too. @default false */
  readonly isShort?: true;
  readonly to: EnvironmentSettings;
  /** @default - the preset staging */
  readonly from?: EnvironmentSettings;
  readonly faults?: readonly string[];
  /** What happens in the account before the environment is deployed. */
  readonly prepare?: (cloud: LocalCloud) => void;
  readonly failures: readonly RegExp[];
  /** What `terraform apply` then says. */
  readonly error?: RegExp;
}

const changes: readonly Change[] = [
  { name: 'nothing', isShort: true, to: staging, failures: [] },
  {
    name: 'the zone, in which Redis is sold out',
    isShort: true,
    to: withNetwork(otherZone),
    faults: ['sold-out=ap-guangzhou-4'],
    failures: [/^Redis offer: Redis 6\.2 .*: sold out in ap-guangzhou-4/],
    error: /sold out/,
  },
  { name: 'the zone', to: withNetwork(otherZone), failures: [] },
  {
    name: 'the name of the function to one that is taken',
    to: withFunction({ name: 'other-name' }),
    faults: ['name-taken=other-name'],
    failures: [/^Outside the state: .* function default\+other-name /],
    error: /ResourceInUse\.FunctionName/,
  },
  {
    name: 'the addresses of the VPC, of which the account has as many as it can',
    to: withNetwork(otherCidrs),
    faults: ['quota=vpcs'],
    prepare: ({ account }) => {
      const [one] = account.vpc.vpcs().filter(({ region }) => region === 'ap-guangzhou');
      account.vpc.deleteVpc(one?.vpcId ?? '');
    },
    failures: [/^Quota of VPCs: 20 of 20 /],
    error: /LimitExceeded/,
  },
  {
    name: 'the name of the function, of which the account has as many as it can',
    to: withFunction({ name: 'other-name' }),
    faults: ['quota=functions'],
    prepare: ({ account }) => {
      const [one] = account.scf.functions();
      account.scf.delete(one?.namespace ?? '', one?.name ?? '');
    },
    failures: [],
  },
  {
    name: 'codes in memory to Redis, without the right to buy it',
    from: environment('dev', { codeStore: 'memory' }),
    to: environment('dev'),
    faults: ['right-missing=redis:CreateInstances'],
    failures: [/^Rights: a policy denies .* what a deployment calls: redis:CreateInstances /],
    error: /redis:CreateInstances/,
  },
  {
    name: 'the version of Redis to an older one',
    isShort: true,
    from: withRedis({ version: '6.2' }),
    to: withRedis({ version: '4.0' }),
    failures: [/^Plan: codeStore\.version: found 4\.0, but the instance has 6\.2/],
    error: /downgrade/,
  },
  {
    name: 'the zone of what is not deletable',
    from: environment('staging', { deletable: false }),
    to: withNetwork(otherZone, { deletable: false }),
    failures: [/^Plan: the change would delete and replace tencentcloud_redis_instance\.\S+, but/],
    error: /cannot be destroyed/,
  },
  {
    name: 'the reserved memory to more than is left',
    from: withFunction({ reservedInstances: 2 }),
    to: withFunction({ reservedInstances: 800, memoryMb: 256 }),
    failures: [/^Quota of reserved memory: .* reserves \d+ MB more/],
    error: /FunctionReservedConcurrencyMemory/,
  },
];

/** A session of an environment that is synthesized for a local cloud. */
function sessionFor(cloud: LocalCloud, { synthesized }: Deployment, settings: EnvironmentSettings) {
  return {
    settings,
    stack: readSynthesizedStack(synthesized, settings.name),
    env: terraformEnvironment(cloud.env),
    options: readStackOptions([]),
    terraform: () => Promise.reject(new Error('The doctor runs no Terraform that a person watches.')),
  };
}

describe.skipIf(!canDeploy)('Of a deployed environment that changes, the doctor', { timeout: 120_000 }, () => {
  const tells = 'tells what would fail: $name';
  it.each(changes.filter(({ isShort }) => isShort))(tells, expectFailures);
  it.runIf(isAtLength).each(changes.filter(({ isShort }) => !isShort))(atLength(tells), expectFailures);

  async function expectFailures(change: Change): Promise<void> {
    const { from = staging, to, faults = [], failures } = change;
    const { cloud, prepare, zipFile, stop } = await startTestCloud({ faults });
    onTestFinished(stop);
    change.prepare?.(cloud);
    const deployment = await prepare();
    deployment.synthesize(from, zipFile);
    await deployment.apply();
    deployment.synthesize(to, zipFile);
    const session = sessionFor(cloud, deployment, to);
    const found = await examine(session.env, async () => session);
    expect(
      found
        .filter(({ state }) => state === 'failure')
        .map(({ check, found: text, advice = '' }) => `${check}: ${text} ${advice}`.replaceAll(/\s+/g, ' ')),
    ).toEqual(failures.map((failure) => expect.stringMatching(failure)));
    // What Terraform itself then does, for which the prediction was made.
    const applied = deployment.apply().then(
      () => '',
      (error: Error) => error.message,
    );
    if (change.error === undefined) expect(await applied).toBe('');
    else expect(await applied).toMatch(change.error);
  }
});

describe.skipIf(!canDeploy)('The doctor', { timeout: 60_000 }, () => {
  it('asks the account while Terraform still works', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'path-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const asked = join(folder, 'asked');
    // In place of Terraform, a program that initializes nothing until the API has been asked for the receivers of alarms.
    const wait = `[ "$1" != init ] || while [ ! -e '${asked}' ]; do sleep 0.05; done`;
    const program = `PATH='${process.env.PATH}' exec '${terraformProgram}' "$@"`;
    await writeFile(join(folder, basename(terraformProgram)), `#!/bin/sh\n${wait}\n${program}\n`, { mode: 0o755 });
    const interceptCall = ({ action }: ApiCall) => {
      if (action === 'ListUsers') writeFileSync(asked, '');
      return undefined;
    };
    const { cloud, prepare, zipFile, stop } = await startTestCloud({ interceptCall });
    onTestFinished(stop);
    const deployment = await prepare();
    deployment.synthesize(staging, zipFile);
    const session = sessionFor(cloud, deployment, staging);
    const env = { ...session.env, PATH: `${folder}:${process.env.PATH}` };
    const found = await examine(env, async () => ({ ...session, env }));
    expect(found.filter(({ state }) => state === 'failure' || state === 'warning')).toEqual([]);
    expect(found.map(({ check }) => check)).toContain('Plan');
  });
});
