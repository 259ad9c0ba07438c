import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction } from '../../infra/function-bundle/function-bundle';
import { projectRoot } from '../../infra/project-root';
import { hasRedisServer, startRedisServer } from '../../local-cloud/process/redis-server';
import { hasTerraform } from '../support/terraform';
import { type Figure, formatFigures, meetsGoal } from './figure';
import { measureGrowth } from './growth';
import { measureHttp } from './http';
import { measureLayers } from './layers';
import { measureLocalCloud } from './local-cloud';
import { measureOperation } from './operation';
import { measureRoundTrips } from './round-trips';
import { measureSize } from './size';
import { measureStart } from './start';
import { measureSynthesis } from './synthesis';
import { measureThroughput } from './throughput';
import { measureTokens } from './tokens';
import { measureUnchangedDeployment } from './unchanged-deployment';

/**
 * Measures on this machine, prints a table and writes the figures to dist/bench.json. A missed goal is reported, but is not an error.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const figures: Figure[] = [];
  const add = (measured: readonly Figure[]) => {
    console.log(formatFigures(measured));
    figures.push(...measured);
  };
  try {
    console.log(`Node.js ${process.version}, ${cpus().length} cores (${cpus()[0]?.model})\n`);
    const bundle = await bundleFunction({ outputFolder: folder });
    add(await measureSize(bundle));
    await mkdir(join(projectRoot, 'dist'), { recursive: true });
    add(await measureSynthesis(folder));
    if (hasTerraform && hasRedisServer) {
      add(await measureLocalCloud({ zipFile: bundle.zipFile, folder }));
      add(await measureUnchangedDeployment());
    } else console.log('Skipped, because Terraform or redis-server is missing: the local cloud.');
    if (!hasRedisServer) {
      console.log('Skipped, because redis-server is missing: start time and speed.');
      return;
    }
    const redis = await startRedisServer({ password: 'bench' });
    try {
      add(await measureStart({ codeFile: bundle.codeFile, redis, folder }));
      add(await measureRoundTrips({ codeFile: bundle.codeFile, redis, folder }));
      const measured = { codeFile: bundle.codeFile, redis, folder };
      add(await measureThroughput(measured));
      add(await measureTokens(measured));
      add(await measureLayers(measured));
      add(await measureOperation(measured));
      add(await measureHttp(measured));
      add(await measureGrowth(measured));
    } finally {
      await redis.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  const missed = figures.filter((figure) => meetsGoal(figure) === false);
  console.log(
    `\n${missed.length === 0 ? 'All goals are met.' : `Missed: ${missed.map(({ name }) => name).join('; ')}`}`,
  );
  await writeFile(join(projectRoot, 'dist', 'bench.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
}

main();
