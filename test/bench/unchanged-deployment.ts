import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { terraformEnvironment, terraformProgram } from '../../infra/operations/terraform-program';
import { stackNameOf } from '../../infra/settings/stack-name';
import { startLocalCloud } from '../../local-cloud/local-cloud';
import { createProject } from '../support/project';
import { type Figure, medianFigure } from './figure';
import { secondsOf } from './seconds-of';

const run = promisify(execFile);
const rounds = 9;

/**
 * Measures the seconds that `make deploy` takes in an environment that is deployed as its settings say, beside those of Terraform alone
 * in the same folder. They take turns, so that other load on the machine affects both.
 */
export async function measureUnchangedDeployment(): Promise<Figure[]> {
  const cloud = await startLocalCloud({ transitionMs: 20 });
  const project = await createProject();
  const env = terraformEnvironment(cloud.env);
  const deploy = () =>
    run('make', ['deploy', 'ENVIRONMENT=dev', 'ARGS=--auto-approve'], { cwd: project.folder, env, maxBuffer: 1e8 });
  const folder = join(project.folder, 'cdktf.out', 'stacks', stackNameOf('dev'));
  const apply = () => run(terraformProgram, ['apply', '-auto-approve'], { cwd: folder, env, maxBuffer: 1e8 });
  try {
    await deploy();
    const times: { readonly make: number; readonly terraform: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      times.push({ make: await secondsOf(deploy), terraform: await secondsOf(apply) });
    }
    const of = (measure: (one: (typeof times)[number]) => number) => times.map(measure);
    return [
      medianFigure(
        { name: 'make deploy, nothing to do', unit: 's' },
        of(({ make }) => make),
      ),
      medianFigure(
        { name: 'terraform apply, nothing to do', unit: 's' },
        of(({ terraform }) => terraform),
      ),
      medianFigure(
        { name: 'make deploy, nothing to do / terraform apply', unit: '', goal: { atMost: 2 } },
        of(({ make, terraform }) => make / terraform),
      ),
    ];
  } finally {
    await cloud.stop();
    await project.remove();
  }
}
