import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../infra/project-root';
import { startLocalCloud } from '../../local-cloud/local-cloud';
import { createDeployment } from '../support/deployment';
import { environment } from '../support/synthesize';
import { type Figure, median } from './figure';
import { secondsOf } from './seconds-of';

const run = promisify(execFile);
const rounds = 5;

export interface LocalCloudBenchOptions {
  readonly zipFile: string;
  /** Where the demo keeps its state. */
  readonly folder: string;
}

/** Measures the seconds that the local cloud takes to start, `terraform apply` of the demo takes, and `make demo` takes. */
export async function measureLocalCloud({ zipFile, folder }: LocalCloudBenchOptions): Promise<Figure[]> {
  const starts: number[] = [];
  const applies: number[] = [];
  for (let round = 0; round < rounds; round++) {
    starts.push(await secondsOf(startAndStop));
    applies.push(await applyDemo(zipFile));
  }
  const demo = (command: string) =>
    run('node', ['--import', 'tsx', 'demo/cli.ts', command], {
      cwd: projectRoot,
      env: { ...process.env, LOCAL_CLOUD_FOLDER: join(folder, 'demo'), CI: '1', NO_COLOR: '1' },
    });
  const up = await secondsOf(() => demo('up'));
  await demo('down');
  return [
    { name: 'starting the local cloud', value: median(starts), unit: 's', goal: { atMost: 2 } },
    { name: 'terraform apply of the demo', value: median(applies), unit: 's', goal: { atMost: 5 } },
    { name: 'make demo, with packages installed', value: up, unit: 's', goal: { atMost: 30 } },
  ];
}

/** Starts the local cloud, waits until it has printed its environment variables, and kills it. */
async function startAndStop(): Promise<void> {
  const child = spawn('node', ['--import', 'tsx', 'local-cloud/cli.ts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => text.includes('# Messages arrive') && resolve());
  });
  child.kill('SIGKILL');
}

async function applyDemo(zipFile: string): Promise<number> {
  const cloud = await startLocalCloud();
  const deployment = await createDeployment(cloud);
  try {
    deployment.synthesize(environment('demo'), zipFile);
    await deployment.run('version');
    return await secondsOf(() => deployment.apply());
  } finally {
    await cloud.stop();
    await deployment.remove();
  }
}
