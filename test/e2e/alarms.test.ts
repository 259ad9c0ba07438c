import { beforeEach, describe, expect, it } from 'vitest';
import { initialAccount } from '../../local-cloud/account/initial-account';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('An environment with monitoring', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let started: TestCloud;

  beforeEach(async () => {
    started = await startTestCloud();
    ({ cloud } = started);
    return started.stop;
  });

  /** Plans or applies staging for receivers of alarms. */
  async function withReceivers(command: 'plan' | 'apply', uids: readonly number[]) {
    const deployment = await started.prepare();
    deployment.synthesize(environment('staging'), started.zipFile);
    const approval = command === 'apply' ? ['-auto-approve'] : [];
    const variable = `alarm_receiver_uids=${JSON.stringify(uids)}`;
    const { code, printed } = await deployment.run(command, '-input=false', ...approval, '-var', variable);
    return { code, printed: printed.replaceAll(/[\s│]+/g, ' ') };
  }

  it.each([[[]], [[100012345678]], [[16012345, 100012345678]], [[1.5]]])('is not planned for %j', async (uids) => {
    const { code, printed } = await withReceivers('plan', uids);
    expect(code).toBe(1);
    expect(printed).toContain('alarm_receiver_uids has to contain at least one UID');
  });

  it('is refused for a UID that no user of the account has', async () => {
    const { code, printed } = await withReceivers('apply', [initialAccount.user.uid + 1]);
    expect(code).toBe(1);
    expect(printed).toContain('The receiver 16012346 is not the UID of a user of this account.');
    expect(cloud.account.cls.notices()).toEqual([]);
  });
});
