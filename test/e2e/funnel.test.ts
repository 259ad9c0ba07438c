import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call, codeFor } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

const numberOf = (index: number) => `8618500${String(index).padStart(6, '0')}`;

describe.skipIf(!canDeploy)('make funnel', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;

  // Four ask, of whom three get a message that arrives, and two log in.
  beforeAll(async () => {
    const deployed = await deployEnvironment(environment('staging'));
    ({ cloud } = deployed);
    const { url } = deployed;
    for (const index of [1, 2, 3]) await call(url, { method: 'getSms', phone: numberOf(index) });
    cloud.account.sms.playReceipts('failed');
    await call(url, { method: 'getSms', phone: numberOf(4) });
    for (const index of [1, 2]) {
      const phone = numberOf(index);
      expect(await call(url, { method: 'login', phone, code: await codeFor(cloud, phone) })).toMatchObject({
        codeStr: 'Success',
      });
    }
    await call(url, { method: 'getSms', phone: numberOf(3) });
    return deployed.stop;
  }, 60_000);

  const make = (...args: readonly string[]) =>
    promisify(execFile)('make', ['funnel', 'ENVIRONMENT=staging', ...args], {
      cwd: projectRoot,
      env: terraformEnvironment(cloud.env),
    });

  it('tells how many asked, got a message and got in, plainly without a terminal', async () => {
    const { stdout } = await make();
    expect(stdout).toMatch(/^country +asked +sent +got in +open +share +median time\n\+86 +4 +4 +2 +2 +100 % +\d+ s$/m);
    expect(stdout).toMatch(/^\d\d-\d\d \d\d:00 2\/4 #+-+$/m);
    expect(stdout).toContain('delivery: 4 submitted, 3 received, 1 failed, 0 not reported,');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    for (const index of [1, 2, 3, 4]) expect(stdout).not.toContain(numberOf(index).slice(2));
  });

  it('prints a document for programs', async () => {
    const { stdout } = await make('SINCE=2h', 'ARGS=--json');
    const { from, until, ...document } = JSON.parse(stdout);
    expect(Date.parse(until) - Date.parse(from)).toBe(2 * 3_600_000);
    expect(document).toMatchObject({ asked: 4, sent: 4, right: 2, open: 2, share: 1, unidentifiedLines: 0 });
    expect(document.countries).toMatchObject([{ country: '86', asked: 4 }]);
  });

  it('says what is allowed', async () => {
    const refused = (...args: string[]) => make(...args).catch(({ stderr }: { readonly stderr: string }) => stderr);
    expect(await refused('SINCE=tomorrow')).toContain('SINCE: found "tomorrow"; allowed: minutes, hours or days');
    // The log of staging has no older lines, so that nobody would seem to have asked.
    expect(await refused('SINCE=8d')).toContain(
      'SINCE: found "8d"; the log of staging keeps 7 days: allowed: up to 7d.',
    );
    expect((await make('SINCE=7d')).stdout).toContain('got in');
    expect(await refused('ENVIRONMENT=dev')).toContain('The environment is not deployed: make environments lists');
    expect(await refused('ARGS=--all')).toContain('ARGS: found "--all"; allowed: --json, --help.');
    const { stdout } = await make('ARGS=--help');
    expect(stdout).toContain('make funnel ENVIRONMENT=prod [SINCE=24h]');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
