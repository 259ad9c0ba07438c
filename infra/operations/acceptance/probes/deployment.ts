import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { sampleLogin } from '../../sample-login';
import { runSmokeChecks } from '../../smoke-checks';
import { terraformEnvironment, terraformProgram } from '../../terraform-program';
import { confirmed, notReached, type Probe, refuted, verdict } from '../probe';

/** Whether a plan is empty. */
export const planProbe: Probe = {
  decides: ['plan-is-empty'],
  async run({ stack, env, planOptions }) {
    const args = ['plan', '-input=false', '-no-color', '-detailed-exitcode', '-lock=false', ...planOptions];
    const options = { cwd: stack.folder, env: terraformEnvironment(env), maxBuffer: 1e8 };
    const { code, text } = await promisify(execFile)(terraformProgram, args, options).then(
      () => ({ code: 0, text: '' }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: `${error.stdout}${error.stderr}`,
      }),
    );
    const name = 'plan-is-empty';
    if (code === 0) return { verdicts: [confirmed(name, 'Terraform plans no changes')] };
    const [summary = ''] = /^(Plan: .*|.*Error: .*)$/m.exec(text) ?? [];
    const found = summary.replace(/^\W+/, '');
    return {
      verdicts: [
        code === 2 ? refuted(name, `${found} make diff shows them.`) : notReached(name, `the plan failed: ${found}`),
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
