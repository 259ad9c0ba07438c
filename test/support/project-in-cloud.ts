import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { startTestCloud, type TestCloud, type TestCloudOptions } from './deployed-environment';
import { createSynthesizedProject } from './project';

/** A copy of this project whose commands work on a local cloud. */
export interface ProjectInCloud extends TestCloud {
  readonly folder: string;
  /** Runs a shell command in the folder, with an empty standard input. */
  run(
    command: string,
    variables?: NodeJS.ProcessEnv,
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

/** Starts a local cloud, and creates a project whose folder is deleted when the cloud stops. */
export async function startProject(options?: TestCloudOptions): Promise<ProjectInCloud> {
  const { folder, remove } = await createSynthesizedProject();
  const started = await startTestCloud(options).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    ...started,
    folder,
    run(command, variables = {}) {
      const env = terraformEnvironment({ ...started.cloud.env, ...variables });
      const where = { cwd: folder, env, maxBuffer: 1e8 };
      return promisify(execFile)('bash', ['-c', `${command} </dev/null`], where).then(
        (printed) => ({ code: 0, ...printed }),
        (error: { code: number; stdout: string; stderr: string }) => error,
      );
    },
    async stop() {
      await started.stop();
      await remove();
    },
  };
}
