import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Target, Verdict } from '../../../infra/operations/acceptance/probe';
import { planProbe } from '../../../infra/operations/acceptance/probes/deployment';
import { readSynthesizedStack } from '../../../infra/operations/stack/synthesized-stack';
import { canDeploy } from '../../support/deployed-environment';
import { type ProjectInCloud, startProject } from '../../support/project-in-cloud';
import { environment } from '../../support/synthesize';

describe.skipIf(!canDeploy)('After make deploy, acceptance', { timeout: 120_000 }, () => {
  let project: ProjectInCloud;

  beforeAll(async () => {
    project = await startProject();
    const deployed = await project.run("make deploy ENVIRONMENT=dev ARGS='--auto-approve'");
    expect(deployed).toMatchObject({ code: 0 });
    return project.stop;
  }, 120_000);

  async function verdictOfPlan(planOptions: readonly string[] = []): Promise<Verdict | undefined> {
    const stack = readSynthesizedStack(join(project.folder, 'cdktf.out'), 'dev');
    const target = { settings: environment('dev'), stack, env: project.cloud.env, planOptions };
    return (await planProbe.run(target as unknown as Target)).verdicts[0];
  }

  it('confirms that the plan is empty', async () => {
    expect(await verdictOfPlan()).toMatchObject({ state: 'confirmed' });
  });

  it('refutes it if somebody has changed a part', async () => {
    const { vpc } = project.cloud.account;
    const [{ vpcId = '', name = '' } = {}] = vpc.vpcs();
    vpc.changeVpc(vpcId, { name: 'other' });
    onTestFinished(() => void vpc.changeVpc(vpcId, { name }));
    expect(await verdictOfPlan()).toMatchObject({
      state: 'refuted',
      found: expect.stringMatching(/^Plan: 0 to add, 1 to change.* make diff ENVIRONMENT=dev shows them\.$/),
    });
  });

  it('does not judge settings that were not deployed, and asks to deploy them first', async () => {
    expect(await verdictOfPlan(['-var=sms_template_id=654321'])).toMatchObject({
      state: 'not-reached',
      found: expect.stringMatching(/^Plan: 0 to add, 1 to change.* run make deploy ENVIRONMENT=dev first\.$/),
    });
  });
});
