import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../infra/project-root';
import { type Figure, median } from './figure';
import { secondsOf } from './seconds-of';

const run = promisify(execFile);
const rounds = 5;

/** Bundles the function and synthesizes one environment, as infra/main.ts does for all of them. */
const program = `
  import { App } from 'cdktf';
  import { environment } from ${JSON.stringify(join(projectRoot, 'test', 'support', 'synthesize'))};
  import { bundleFunction } from ${JSON.stringify(join(projectRoot, 'infra', 'function-bundle', 'function-bundle'))};
  import { VerificationStack } from ${JSON.stringify(join(projectRoot, 'infra', 'verification-stack'))};
  bundleFunction({ outputFolder: process.env.OUTPUT + '/bundle' }).then(({ zipFile }) => {
    const app = new App({ outdir: process.env.OUTPUT + '/cdktf.out' });
    new VerificationStack(app, 'demo', { settings: environment('demo'), zipFile });
    app.synth();
  });
`;

/** Measures the seconds for bundling and synthesizing one environment without the cdktf CLI, and for generating the bindings. */
export async function measureSynthesis(folder: string): Promise<Figure[]> {
  const file = join(projectRoot, 'dist', 'synthesize-one.ts');
  await writeFile(file, program);
  try {
    const env = { ...process.env, OUTPUT: folder };
    return [
      {
        name: 'bundling and synthesis of one environment',
        value: await medianSecondsOf(() => run('node', ['--import', 'tsx', file], { cwd: projectRoot, env })),
        unit: 's',
        goal: { atMost: 2 },
      },
      {
        name: 'generating the bindings',
        value: await medianSecondsOf(() =>
          run('node', ['--import', 'tsx', 'infra/provider-tencentcloud/generate.ts'], { cwd: projectRoot }),
        ),
        unit: 's',
        goal: { atMost: 3 },
      },
    ];
  } finally {
    await rm(file);
  }
}

async function medianSecondsOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await secondsOf(work));
  }
  return median(times);
}
