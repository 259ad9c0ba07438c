import { beforeAll, describe, expect, it } from 'vitest';
import { camActionOf } from '../../local-cloud/api/cam-action';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { giveStatements, readPolicy } from '../infra/policies/deploying-policy';
import { call } from '../support/client';
import { canDeploy, startTestCloud } from '../support/deployed-environment';
import { environment } from '../support/synthesize';
import { createProjectWithoutState, type ProjectWithoutState } from './sweep/lost-state';

const role = 'operator';
const phone = '8618566246600';

describe.skipIf(!canDeploy)('A role that may only operate', { timeout: 120_000 }, () => {
  let cloud: LocalCloud;
  let project: ProjectWithoutState;
  /** The actions that the role has called. */
  const called = new Set<string>();

  // Uses every kind of address: a Function URL, and a service of API Gateway.
  beforeAll(async () => {
    const started = await startTestCloud({
      interceptCall: ({ service, action, secretId }) => {
        if (cloud.account.credentials.find(secretId)?.roleName === role) called.add(camActionOf(service, action));
        return undefined;
      },
    });
    ({ cloud } = started);
    const staging = await started.deploy(environment('staging'));
    await started.deploy(environment('dev', { trigger: 'api-gateway', codeStore: 'memory' }));
    expect(await call(await staging.output('url'), { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    giveStatements(cloud.account, role, readPolicy('operate'));
    project = await createProjectWithoutState(cloud);
    return async () => {
      await project.remove();
      await started.stop();
    };
  }, 120_000);

  /** Runs `make` with words and the role's credentials. */
  function make(words: string) {
    const { secretId, secretKey, token } = cloud.account.credentials.assumeRole(role);
    return project.make(words, {
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_SECURITY_TOKEN: token,
    });
  }

  it('runs the commands that look at an environment, which call everything that its policy allows', async () => {
    called.clear();
    for (const [words, shown] of [
      ['logs ENVIRONMENT=staging', /"event":"code_sent"/],
      [`number ENVIRONMENT=staging PHONE=+${phone}`, /^delivery +\S+ \S+ UTC received/m],
      ['funnel ENVIRONMENT=staging', /delivery: 1 submitted, 1 received/],
      ['environments', /^dev [\s\S]*https?:\S+\/release\/$[\s\S]*^staging .* CNY [\s\S]*https?:\S+\/$/m],
      ['sms-package ENVIRONMENT=staging', /\d+ messages left until/],
    ] as const) {
      expect(await make(words), words).toEqual({ code: 0, printed: expect.stringMatching(shown) });
    }
    expect([...called].sort()).toEqual(
      readPolicy('operate')
        .flatMap(({ action }) => action)
        .sort(),
    );
  });

  it.each([
    ['deploy ENVIRONMENT=demo ARGS=--auto-approve', 'perform operation (vpc:CreateVpc)'],
    ['destroy ENVIRONMENT=staging SWEEP=1 ARGS=--auto-approve', 'Nothing was swept'],
  ])('is refused to make %s', async (words, refusal) => {
    const { credentials } = cloud.account;
    credentials.print(credentials.assumeRole(role));
    const before = cloud.account.contents();
    const { code, printed } = await make(words);
    expect(printed.replace(/\s+/g, ' ')).toContain(refusal);
    expect(code).toBe(2);
    expect(cloud.account.contents()).toEqual(before);
  });
});
