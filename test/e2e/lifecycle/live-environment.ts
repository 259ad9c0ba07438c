import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import provider from '../../../infra/provider-tencentcloud/provider.json';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { call, codeFor } from '../../support/client';
import {
  canDeploy,
  type DeployedEnvironment,
  deployEnvironment,
  type TestCloudOptions,
} from '../../support/deployed-environment';
import { folderWithProviders } from '../../support/terraform';

/** An environment that is deployed, and whose settings change. */
interface LiveEnvironment extends DeployedEnvironment {
  /** Plans other settings. @returns the exit code, and what Terraform prints from its plan on, on one line */
  plan(settings: EnvironmentSettings): Promise<{ readonly code: number; readonly printed: string }>;
  /** Applies other settings; the next plan has to be empty. @returns what Terraform prints */
  change(settings: EnvironmentSettings): Promise<string>;
  /** Requests a code and logs in with it. */
  logIn(phone?: string): Promise<void>;
  /** Destroys the environment, of which nothing may be left. */
  destroy(): Promise<void>;
}

export type WithLive = (settings: EnvironmentSettings, test: (live: LiveEnvironment) => Promise<void>) => Promise<void>;

/**
 * Describes what happens with the local cloud's own provider, and with the registry's if Terraform finds it.
 *
 * @param tests receives a function that deploys an environment for a test, and the options with which it starts the cloud
 */
export function describeWithProviders(
  name: string,
  tests: (withLive: WithLive, options: TestCloudOptions) => void,
): void {
  describe.skipIf(!canDeploy)(`${name}, with the local cloud's provider`, { timeout: 120_000 }, () => {
    tests(withOptions({}), {});
  });

  const { source, version } = provider;
  const folder = canDeploy ? folderWithProviders({ tencentcloud: { source, version } }) : undefined;
  describe
    .skipIf(folder === undefined)
    .concurrent(`${name}, with the registry's provider, if Terraform finds it`, { timeout: 240_000 }, () => {
      afterAll(() => folder && rmSync(folder, { recursive: true }));
      const options = { registryProviders: join(folder ?? '', '.terraform', 'providers'), transitionMs: 100 };
      tests(withOptions(options), options);
    });
}

const withOptions =
  (options: TestCloudOptions): WithLive =>
  async (settings, test) => {
    const deployed = await deployEnvironment(settings, options);
    try {
      await test(live(deployed));
    } finally {
      await deployed.stop();
    }
  };

function live(deployed: DeployedEnvironment): LiveEnvironment {
  const { cloud, deployment, zipFile } = deployed;
  return {
    ...deployed,
    async plan(settings) {
      deployment.synthesize(settings, zipFile);
      const { code, printed } = await deployment.plan();
      return { code, printed: printed.replace(/^.*: Refreshing state.*$/gm, '').replace(/[\s│╷╵]+/g, ' ') };
    },
    async change(settings) {
      deployment.synthesize(settings, zipFile);
      const printed = await deployment.apply();
      expect((await deployment.plan()).printed).toContain('No changes.');
      return printed;
    },
    async logIn(phone = '8618566246600') {
      const url = await deployment.output('url');
      expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
      const code = await codeFor(cloud, phone);
      expect(await call(url, { method: 'login', phone, code })).toMatchObject({ codeStr: 'Success' });
    },
    async destroy() {
      expect((await deployment.run('destroy', '-auto-approve')).printed).toContain('Destroy complete!');
      expect(cloud.account.contents()).toEqual([]);
    },
  };
}
