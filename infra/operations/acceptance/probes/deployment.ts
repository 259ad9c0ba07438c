import { sampleLogin } from '../../sample-login';
import { runSmokeChecks } from '../../smoke-checks';
import { captureTerraform } from '../../stack/capture-terraform';
import { isDeployed } from '../../stack/deployment-record';
import { terraformEnvironment } from '../../terraform-program';
import { confirmed, notReached, type Probe, refuted, verdict } from '../probe';

/** Whether a plan is empty after a deployment. Settings that were not deployed refute nothing. */
export const planProbe: Probe = {
  decides: ['plan-is-empty'],
  async run({ stack: { folder }, settings, env: account, planOptions }) {
    const name = 'plan-is-empty';
    const env = terraformEnvironment(account);
    const args = ['plan', '-input=false', '-detailed-exitcode', '-lock=false', ...planOptions];
    const { code, stdout, stderr } = await captureTerraform([...args, '-no-color'], { folder, env });
    if (code === 0) return { verdicts: [confirmed(name, 'Terraform plans no changes')] };
    const [summary = ''] = /^(Plan: .*|Changes to Outputs:|.*Error: .*)$/m.exec(`${stdout}${stderr}`) ?? [];
    const found = summary.replace(/^\W+/, '');
    if (code !== 2) return { verdicts: [notReached(name, `the plan failed: ${found}`)] };
    const environment = `ENVIRONMENT=${settings.name}`;
    return {
      verdicts: [
        (await isDeployed({ folder, planOptions, env }))
          ? refuted(name, `${found} make diff ${environment} shows them.`)
          : notReached(
              name,
              `${found} The last deployment was not of these settings from this folder: run make deploy ${environment} first.`,
            ),
      ],
    };
  },
};

/** The checks of `make smoke`. */
export const smokeProbe: Probe = {
  decides: ['smoke'],
  async run({ http: { address: url }, settings }) {
    const failed: string[] = [];
    let passed = 0;
    for await (const { check, found, passed: isGood } of runSmokeChecks({
      url,
      login: sampleLogin(settings),
      waitSeconds: 0,
    })) {
      if (isGood) passed += 1;
      else failed.push(`${check.title}: found ${found}, expected ${check.expected}`);
    }
    const found = failed.length === 0 ? `${passed} checks of make smoke passed` : failed.join('; ');
    return { verdicts: [verdict('smoke', { holds: failed.length === 0, found })] };
  },
};
