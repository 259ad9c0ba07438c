import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { examine } from '../../infra/operations/doctor/examine';
import { readStackOptions } from '../../infra/operations/stack/stack-options';
import { readSynthesizedStack } from '../../infra/operations/stack/synthesized-stack';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { documentSmsContent } from '../../infra/settings/published-presets';
import { type FaultKind, faultKinds } from '../../local-cloud/account/faults';
import type { ApiCall } from '../../local-cloud/api/api-server';
import { atLength, isAtLength } from '../support/at-length';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import { domain, functionRecord } from '../support/domain';
import { startProject } from '../support/project-in-cloud';
import { environment } from '../support/synthesize';

const staging = environment('staging');
const withGateway = environment('staging', { trigger: 'api-gateway' });
const withTemplate = environment('staging', { smsContent: documentSmsContent });
const withDomain = environment('staging', { domain });
const inMemory = environment('dev', { codeStore: 'memory' });

/** A fault, and how each problem begins that the doctor then finds, with what it advises in a line. */
type Play = [fault: string, problems: readonly RegExp[], settings?: EnvironmentSettings];

const plays: readonly Play[] = [
  ['sold-out=ap-guangzhou-3', [/^failure Redis offer: Redis 6\.2 \(standard, 1024 MB, 1 replica\): sold out/]],
  ['cls-closed', [/^failure Log service: CLS has not been opened/]],
  ['scf-role-missing', [/^failure Log role: the role SCF_QcsRole is missing/]],
  [
    'keys-disabled',
    [
      /^failure API keys: the API refuses them with AuthFailure\.SecretIdNotFound/,
      /^warning Account: not checked \(Rights,/,
    ],
  ],
  [
    'keys-expired',
    [
      /^failure API keys: the API refuses them with AuthFailure\.TokenFailure/,
      /^warning Account: not checked \(Rights,/,
    ],
  ],
  ['right-missing=redis:CreateInstances', [/^failure Rights: a policy denies/]],
  ['right-missing=vpc:CreateVpc', [/^failure Rights: a policy denies/]],
  ['right-missing=scf:GetFunction', [/^failure Rights: a policy denies .* calls: scf:GetFunction /]],
  ['right-missing=scf:ListTriggers', [/^failure Rights: a policy denies .* calls: scf:ListTriggers /]],
  [
    'right-missing=redis:DescribeInstances',
    [/^failure Rights: a policy denies .* calls: redis:DescribeInstances /, /^warning Outside the state/],
  ],
  [
    'right-missing=sms:DescribeSmsSignList',
    [/^warning SMS signature: could not be checked: AuthFailure\.UnauthorizedOperation/],
  ],
  ['right-missing=tag:GetResources', [/^warning Outside the state/]],
  ['sign=in-review', [/^warning SMS signature: the signature "Test demo" is in review/]],
  ['sign=refused', [/^failure SMS signature: the signature "Test demo" is refused/]],
  ['template=in-review', [/^warning SMS template: the template 1110 is in review/]],
  ['template=refused', [/^failure SMS template: the template 1110 is refused/]],
  ['template=abroad', [/^failure SMS template: the template 1110 is for other countries/]],
  ['template=parameters', [/^failure SMS template: the template 1110 has 3/]],
  ['package=used-up', [/^failure SMS package: no package with messages left/]],
  ['package=expired', [/^failure SMS package: no package with messages left/]],
  ['quota=vpcs', [/^failure Quota of VPCs: 20 of 20/]],
  ['quota=security-groups', [/^failure Quota of security groups: 50 of 50/]],
  ['quota=functions', [/^failure Quota of functions: 50 of 50/]],
  ['quota=concurrency', [/^failure Quota of reserved memory: /], inMemory],
  [
    'name-taken=sms-verification-staging',
    [/^failure Outside the state: .* function default\+sms-verification-staging /],
  ],
  ['leftover=sms-verification-staging', [/^failure Outside the state: .* Redis instance crs-/]],
  [
    'api-gateway-closed',
    [/^failure API Gateway: it refuses this account/, /^warning Outside the state: could not .*OperationDenied/],
    withGateway,
  ],
  // Terraform calls these services, so a deployment fails.
  ['service-down=apigateway', [/^failure Outside the state: .*InternalError/], withGateway],
  ['service-down=cam', [/^failure Outside the state: .*InternalError/]],
  ['service-down=cls', [/^failure Outside the state: .*InternalError/]],
  ['service-down=monitor', [/^failure Outside the state: .*InternalError/]],
  ['service-down=redis', [/^failure Outside the state: .*InternalError/]],
  ['service-down=region', [/^failure Redis zone: cannot be looked up: InternalError/]],
  ['service-down=scf', [/^failure Outside the state: .*InternalError/]],
  ['service-down=tag', [/^failure Outside the state: .*InternalError/]],
  ['service-down=vpc', [/^failure Outside the state: .*InternalError/]],
  ['service-down=sms', [/^failure SMS template: the API cannot be asked .*InternalError/], withTemplate],
  ['service-down=ssl', [/^warning Domain certificate: could not be checked: InternalError/], withDomain],
  // Messages have to wait for these; a deployment does not.
  [
    'service-down=sms',
    [
      /^warning Account: not checked \(SMS signature, SMS template, SMS package\): InternalError.* Messages fail as long as it lasts/,
    ],
  ],
  [
    'service-down=sts',
    [/^warning Account: not checked \(API keys, Rights\): InternalError.* nothing tells whose the keys are/],
  ],
];
/**
 * What no check before a deployment can tell: the function alone calls the captcha API, and only if a number asks for a code, and carriers
 * report on messages that were sent.
 */
const untold = ['service-down=captcha', 'receipts=failed', 'receipts=never'];

/** One fault for each kind of check that finds some, and for each way of telling it. */
const isShort = ([fault]: Play) =>
  [
    'sold-out=ap-guangzhou-3',
    'cls-closed',
    'keys-expired',
    'right-missing=redis:CreateInstances',
    'right-missing=redis:DescribeInstances',
    'sign=in-review',
    'template=parameters',
    'package=used-up',
    'quota=functions',
    'leftover=sms-verification-staging',
    'api-gateway-closed',
    'service-down=sts',
  ].includes(fault);

const reading = /^(Describe|Get|List|InquiryPrice)|^SmsPackagesStatistics$/;

describe.skipIf(!canDeploy)('With a fault of the account, the doctor', { timeout: 60_000 }, () => {
  /** Examines an account with faults, as the command does. */
  async function play(faults: readonly string[], settings: EnvironmentSettings, changes: NodeJS.ProcessEnv = {}) {
    const calls: string[] = [];
    const interceptCall = ({ action }: ApiCall) => void calls.push(action);
    const { cloud, prepare, zipFile, stop } = await startTestCloud({ faults, interceptCall, records: functionRecord });
    onTestFinished(stop);
    const deployment = await prepare();
    deployment.synthesize(settings, zipFile);
    const stack = readSynthesizedStack(deployment.synthesized, settings.name);
    const env = { ...terraformEnvironment(cloud.env), ...changes };
    vi.stubEnv('NAME_SERVER', env.NAME_SERVER);
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = cloud.account.contents();
    const terraform = () => Promise.reject(new Error('The doctor runs no Terraform that a person watches.'));
    const findings = await examine(env, async () => ({
      settings,
      stack,
      env,
      options: readStackOptions([]),
      terraform,
    }));
    expect(calls.filter((action) => !reading.test(action))).toEqual([]);
    expect(cloud.account.contents()).toEqual(before);
    return { findings, calls };
  }

  it.each([staging, withGateway, withDomain, inMemory])(
    'finds none in a healthy account, however the environment is set',
    async (settings) => {
      const { findings, calls } = await play([], settings);
      expect(findings.filter(({ state }) => state === 'failure' || state === 'warning')).toEqual([]);
      expect(calls.length).toBeGreaterThan(10);
    },
  );

  it.each<Play>(plays.filter(isShort))('%s says it', expectProblems);
  it.runIf(isAtLength).each<Play>(plays.filter((one) => !isShort(one)))(atLength('%s says it'), expectProblems);

  async function expectProblems(
    fault: string,
    problems: readonly RegExp[],
    settings: EnvironmentSettings = staging,
  ): Promise<void> {
    const { findings } = await play([fault], settings);
    const found = findings
      .filter(({ state }) => state === 'failure' || state === 'warning')
      .map(({ check, state, found, advice = '' }) => `${state} ${check}: ${found} ${advice}`.replaceAll(/\s+/g, ' '));
    expect(found).toEqual(problems.map((problem) => expect.stringMatching(problem)));
  }

  it('says once that the local cloud has ended', async () => {
    const { findings } = await play([], staging, { API_ENDPOINT: 'http://127.0.0.1:1' });
    const problems = findings.filter(({ state }) => state === 'failure' || state === 'warning');
    expect(problems).toMatchObject([
      { check: 'Local cloud', state: 'failure', found: 'API_ENDPOINT names a local cloud that has ended' },
    ]);
  });

  it('has every fault, with every value of a list, among these', () => {
    const played = [...plays.map(([fault]) => fault), ...untold];
    const kinds = Object.entries<FaultKind>(faultKinds);
    // Of zones and of texts, one is enough.
    const missing = kinds.flatMap(([name, { allowed }]) =>
      Array.isArray(allowed) && name !== 'sold-out'
        ? allowed.map((value) => `${name}=${value}`).filter((fault) => !played.includes(fault))
        : played.some((fault) => fault.split('=')[0] === name)
          ? []
          : [name],
    );
    expect(missing).toEqual([]);
  });

  it('fails as a command, before it creates anything', async () => {
    const { cloud, run, stop } = await startProject({ faults: ['cls-closed', 'sold-out=ap-guangzhou-3'] });
    onTestFinished(stop);
    const { code, stdout } = await run('make doctor ENVIRONMENT=staging');
    expect(code).toBe(2);
    expect(stdout.match(/^FAIL .*?:/gm)).toEqual(['FAIL  Log service:', 'FAIL  Redis offer:']);
    expect(stdout).toMatch(/, 0 warnings, 2 failures$/m);
    expect(cloud.account.redis.instances()).toEqual([]);
  });
});
