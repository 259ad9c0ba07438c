import { join } from 'node:path';
import { App } from 'cdktf';
import { deployedCommit } from './function-bundle/commit/deployed-commit';
import { buildEarlierFunction, type EarlierFunction } from './function-bundle/commit/earlier-function';
import { bundleFunction } from './function-bundle/function-bundle';
import { projectRoot } from './project-root';
import { listEnvironments, refuseMisspeltPreset } from './settings/environments';
import { sharedEnvironmentOf } from './settings/shared-infrastructure';
import { environmentOf, stackNameOf } from './settings/stack-name';
import { stacksOnCommandLine } from './terraform/cdktf-command-line';
import { initializedStacks } from './terraform/initialized-stacks';
import { keepFilesPrivate, needsStateFiles } from './terraform/private-files';
import { readStateBucket } from './terraform/state-location';
import { VerificationStack, type VerificationStackProps } from './verification-stack';

/** Synthesizes a stack for each environment. `make` and the command `cdktf` run it. */
async function main(): Promise<void> {
  const { ENVIRONMENT: requested = '' } = process.env;
  refuseMisspeltPreset(requested, process.env);
  const app = new App();
  const previews = initializedStacks(app.outdir).flatMap((stack) => environmentOf(stack) ?? []);
  const environments = listEnvironments(requested, ...previews);
  const stateBucket = readStateBucket(process.env);
  for (const stack of stacksOnCommandLine()) {
    if (!environments.some(({ name }) => stackNameOf(name) === stack))
      console.error(`${stack} is a preview: export ENVIRONMENT=${environmentOf(stack)} first.`);
  }
  const { zipFile } = await bundleFunction({ outputFolder: join(projectRoot, 'dist', 'function') });
  const today = { zipFile, commit: deployedCommit(projectRoot) };
  // make diff and make deploy set it to their COMMIT.
  const { FUNCTION_COMMIT: earlierCommit = '' } = process.env;
  for (const settings of environments) {
    const sharedEnvironment = environments.find(({ name }) => name === sharedEnvironmentOf(settings));
    const isEarlier = earlierCommit !== '' && settings.name === requested;
    const code = isEarlier ? await earlierFunction(earlierCommit, { settings, sharedEnvironment, ...today }) : today;
    new VerificationStack(app, stackNameOf(settings.name), { settings, sharedEnvironment, ...code, stateBucket });
  }
  app.synth();
  const deployable = environments.filter(({ name }) => !requested || name === requested);
  await keepFilesPrivate({
    outputFolder: app.outdir,
    projectFolder: process.cwd(),
    withStateFile: needsStateFiles(process.env) ? deployable.map(({ name }) => stackNameOf(name)) : [],
  });
}

/** Builds the function of an earlier commit, and refuses it if it does not fit today's stack of an environment. */
async function earlierFunction(name: string, props: VerificationStackProps): Promise<EarlierFunction> {
  const { functionVariables } = new VerificationStack(new App(), stackNameOf(props.settings.name), props);
  return buildEarlierFunction({ project: projectRoot, name, variables: functionVariables });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
