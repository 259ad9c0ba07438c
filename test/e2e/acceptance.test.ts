import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it, onTestFinished } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('make acceptance', { timeout: 120_000 }, () => {
  it('confirms what can be reached in the demo', async () => {
    const { cloud, deployment, stop } = await deployEnvironment(environment('demo'));
    onTestFinished(stop);
    const results = await mkdtemp(join(tmpdir(), 'acceptance-'));
    const env = terraformEnvironment(cloud.env);
    const started = Date.now();
    const run = await promisify(execFile)(
      'node',
      [
        '--import',
        'tsx',
        'infra/operations/acceptance/cli.ts',
        '--output',
        deployment.synthesized,
        '--results',
        results,
      ],
      { cwd: projectRoot, env: { ...env, ENVIRONMENT: 'demo' } },
    ).catch((e) => e);
    console.log(run.stdout, run.stderr, Date.now() - started);
    console.log(await readFile(join(results, 'demo.json'), 'utf8'));
  });
});
