import { inject } from 'vitest';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../local-cloud/local-cloud';
import { hasRedisServer } from '../../local-cloud/process/redis-server';
import { createDeployment, type Deployment } from './deployment';
import { hasTerraform } from './terraform';

/** Whether the programs are installed that a deployment to a local cloud needs. */
export const canDeploy = hasTerraform && hasRedisServer;

/** A local cloud of a test's own, and what the test deploys to it. */
export interface TestCloud {
  readonly cloud: LocalCloud;
  /** The function's bundle. */
  readonly zipFile: string;
  /** Creates a deployment that is not synthesized yet. */
  prepare(): Promise<Deployment>;
  /** Deploys an environment. */
  deploy(settings: EnvironmentSettings): Promise<Deployment>;
  /** Stops the cloud, and deletes the files of all deployments. */
  stop(): Promise<void>;
}

export interface TestCloudOptions extends LocalCloudOptions {
  /** Folder with the registry's providers, which then deploy instead of the local cloud's own. */
  readonly registryProviders?: string;
  /** Command of Terraform or OpenTofu. @default - the one that all tests use */
  readonly program?: string;
}

/** An environment that is deployed to a local cloud. */
export interface DeployedEnvironment extends TestCloud {
  readonly deployment: Deployment;
  /** Address at which the function answers. */
  readonly url: string;
}

/** Starts a local cloud whose resources take 20 ms to create or update, unless the options say otherwise. */
export async function startTestCloud({
  registryProviders,
  program,
  ...options
}: TestCloudOptions = {}): Promise<TestCloud> {
  const zipFile = inject('bundle').zipFile;
  const cloud = await startLocalCloud({ transitionMs: 20, ...options });
  const deployments: Deployment[] = [];

  async function prepare(): Promise<Deployment> {
    const deployment = await createDeployment(cloud, registryProviders, program);
    deployments.push(deployment);
    return deployment;
  }

  return {
    cloud,
    zipFile,
    prepare,
    async deploy(settings) {
      const deployment = await prepare();
      deployment.synthesize(settings, zipFile);
      await deployment.apply();
      return deployment;
    },
    async stop() {
      await cloud.stop();
      await Promise.all(deployments.map((deployment) => deployment.remove()));
    },
  };
}

/** Starts a local cloud and deploys an environment to it. */
export async function deployEnvironment(
  settings: EnvironmentSettings,
  options?: TestCloudOptions,
): Promise<DeployedEnvironment> {
  const started = await startTestCloud(options);
  try {
    const deployment = await started.deploy(settings);
    return { ...started, deployment, url: await deployment.output('url') };
  } catch (error) {
    await started.stop();
    throw error;
  }
}
