import { expect, it, onTestFinished } from 'vitest';
import { runbook } from '../../repository/runbook';
import { canDeploy, deployEnvironment } from '../../support/deployed-environment';
import { environment } from '../../support/synthesize';
import { createProjectWithoutState } from './lost-state';

it.skipIf(!canDeploy)(
  'The commands of the runbook for a lost state make an environment anew',
  { timeout: 180_000 },
  async () => {
    const [, section = ''] = /^## The state is lost\n([\s\S]*?)^## /m.exec(runbook) ?? [];
    const [, block = ''] = /^```sh\n([\s\S]*?)^```$/m.exec(section) ?? [];
    const commands = block.trim().split('\n');
    expect(commands).toHaveLength(3);

    const { cloud, stop } = await deployEnvironment(environment('staging'));
    onTestFinished(stop);
    const { make, remove } = await createProjectWithoutState(cloud);
    onTestFinished(remove);
    const [lost] = cloud.account.redis.instances();
    const codes: (number | null)[] = [];
    for (const command of commands) {
      codes.push((await make(`${command.replace(/^make /, '')} ARGS=--auto-approve`)).code);
    }
    expect(codes).toEqual([2, 0, 0]);
    const { instanceId = '' } = lost ?? {};
    expect(cloud.account.redis.instances()).toMatchObject([{ instanceId: expect.not.stringMatching(instanceId) }]);
    expect(cloud.account.scf.functions()).toMatchObject([{ name: 'sms-verification-staging' }]);
  },
);
