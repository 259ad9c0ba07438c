import { describe, expect, it, onTestFinished } from 'vitest';
import { canDeploy, startTestCloud } from '../../support/deployed-environment';
import { environment, preview } from '../../support/synthesize';
import { createProjectWithoutState } from './lost-state';

describe.skipIf(!canDeploy)('A preview that shares Redis and network', { timeout: 120_000 }, () => {
  // platform: redis-account-id
  it('is swept with its account alone, while others use them, and dev only after it', async () => {
    const { cloud, deploy, stop } = await startTestCloud();
    onTestFinished(stop);
    await deploy(environment('dev'));
    const before = cloud.account.contents();
    await deploy(preview('pr-42'));
    const project = await createProjectWithoutState(cloud);
    onTestFinished(project.remove);
    const accounts = () =>
      cloud.account.redis.instances().flatMap(({ accounts: all = [] }) => all.map((one) => one.name));
    expect(accounts()).toEqual(['pr-42']);

    const refused = await project.sweep();
    expect(refused.code, refused.printed).toBe(2);
    expect(refused.printed).toMatch(/function default\+sms-verification-pr-42 .* belongs to the environment pr-42/);

    // The destruction of the preview was interrupted. What is left of it uses the Redis nevertheless.
    cloud.account.scf.delete('default', 'sms-verification-pr-42');
    const left = cloud.account.contents();
    const refusedAgain = await project.sweep();
    expect(refusedAgain.code, refusedAgain.printed).toBe(2);
    expect(refusedAgain.printed).toMatch(
      /Redis account crs-\w+#pr-42 "pr-42" is on the Redis instance crs-\w+ of this environment/,
    );
    expect(cloud.account.contents()).toEqual(left);

    const swept = await project.make('destroy ENVIRONMENT=pr-42 SWEEP=1 ARGS=--auto-approve');
    expect(swept.code, swept.printed).toBe(0);
    expect(swept.printed).toContain('Deleted Redis account crs-');
    expect(cloud.account.contents()).toEqual(before);
    expect(accounts()).toEqual([]);

    expect(await project.sweep()).toMatchObject({ code: 0 });
    expect(cloud.account.contents()).toEqual([]);
  });
});
