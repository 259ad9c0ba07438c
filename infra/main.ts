import { join } from 'node:path';
import { App } from 'cdktf';
import { bundleFunction } from './function-bundle/function-bundle';
import { projectRoot } from './project-root';
import { listEnvironments } from './settings/environments';
import { stackNameOf } from './settings/stack-name';
import { keepFilesPrivate } from './terraform/private-files';
import { readStateBucket } from './terraform/state-backend';
import { VerificationStack } from './verification-stack';

/** Synthesizes a stack for each environment. The command `cdktf` runs it. */
async function main(): Promise<void> {
  const requested = process.env.ENVIRONMENT;
  const environments = listEnvironments(requested);
  const stateBucket = readStateBucket(process.env);
  const { zipFile } = await bundleFunction({ outputFolder: join(projectRoot, 'dist', 'function') });
  const app = new App();
  for (const settings of environments) {
    new VerificationStack(app, stackNameOf(settings.name), { settings, zipFile, stateBucket });
  }
  app.synth();
  const deployable = environments.filter(({ name }) => !requested || name === requested);
  await keepFilesPrivate({
    outputFolder: app.outdir,
    projectFolder: process.cwd(),
    withStateFile: stateBucket === undefined ? deployable.map(({ name }) => stackNameOf(name)) : [],
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
