import { terraformEnvironment } from '../../../infra/operations/terraform-program';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { deployEnvironment } from '../../support/deployed-environment';
import { createSynthesizedProject } from '../../support/project';
import { environment } from '../../support/synthesize';
import { type WatchedCommand, watchCommand } from '../../support/watched-command';

/** A project that has no state of what a cloud has. */
export interface ProjectWithoutState {
  readonly folder: string;
  /** Starts `make` with words, within a test. */
  start(words: string, variables?: NodeJS.ProcessEnv): WatchedCommand;
  /** Runs `make` with words, within a test. */
  make(words: string, variables?: NodeJS.ProcessEnv): ReturnType<WatchedCommand['ended']>;
  /** Runs `make destroy` of the environment dev with `SWEEP=1`, without a question. */
  sweep(variables?: NodeJS.ProcessEnv): ReturnType<WatchedCommand['ended']>;
  /** Deletes the folder. */
  remove(): Promise<void>;
}

/** What sweeps the environment dev without a question. */
export const sweepWords = 'destroy ENVIRONMENT=dev SWEEP=1 ARGS=--auto-approve';

/** Deploys the environment dev, and creates a project without its state. */
export async function deployWithoutState(): Promise<{
  readonly cloud: LocalCloud;
  readonly project: ProjectWithoutState;
  stop(): Promise<void>;
}> {
  const { cloud, stop } = await deployEnvironment(environment('dev'));
  const project = await createProjectWithoutState(cloud);
  return {
    cloud,
    project,
    async stop() {
      await project.remove();
      await stop();
    },
  };
}

/**
 * Creates a project whose commands work on a cloud.
 *
 * @param synthesisVariables on which the synthesis depends. @default - none
 */
export async function createProjectWithoutState(
  cloud: LocalCloud,
  synthesisVariables: NodeJS.ProcessEnv = {},
): Promise<ProjectWithoutState> {
  const { folder, remove } = await createSynthesizedProject(synthesisVariables);
  const start: ProjectWithoutState['start'] = (words, variables = {}) =>
    watchCommand('make', words.split(' '), {
      cwd: folder,
      env: terraformEnvironment({ ...cloud.env, ...variables }),
    });
  const make: ProjectWithoutState['make'] = (words, variables) => start(words, variables).ended();
  return { folder, start, make, sweep: (variables) => make(sweepWords, variables), remove };
}
