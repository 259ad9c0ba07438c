import { connect } from '../../../infra/operations/acceptance/connect';
import type { PhoneOwner } from '../../../infra/operations/acceptance/phone-owner';
import type { Target } from '../../../infra/operations/acceptance/probe';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import type { Deviations } from '../../../local-cloud/deviations';
import { giveStatements, readPolicy } from '../../infra/policies/deploying-policy';
import { type DeployedEnvironment, deployEnvironment, type TestCloudOptions } from '../../support/deployed-environment';
import { environment } from '../../support/synthesize';

/** An environment in which every probe can reach what it asks for. */
export function reachableEnvironment(trigger: EnvironmentSettings['trigger']): EnvironmentSettings {
  return environment('staging', {
    trigger,
    loginPage: true,
    corsOrigins: ['http://localhost:9'],
    codeStore: { instanceName: 'Test database', version: '6.2', architecture: 'standard', memoryMb: 1024, replicas: 1 },
  });
}

/** A deployed environment of which acceptance can ask. */
export interface AcceptedEnvironment extends DeployedEnvironment {
  readonly target: Target;
  /** How the local cloud behaves from now on. */
  deviations: Deviations;
}

/** Deploys an environment to a local cloud whose behaviour can change, and whose clients have a public address. */
export async function deployAccepted(
  settings: EnvironmentSettings,
  options: TestCloudOptions = {},
  owner?: PhoneOwner,
): Promise<AcceptedEnvironment> {
  let current: Deviations = {};
  const deployed = await deployEnvironment(settings, {
    clientAddress: () => '8.8.8.8',
    deviations: {
      event: (event) => current.event?.(event) ?? event,
      reply: (reply, method) => current.reply?.(reply, method) ?? reply,
      apiReply: (reply, call) => current.apiReply?.(reply, call) ?? reply,
      logLine: (line) => (current.logLine ? current.logLine(line) : line),
    },
    ...options,
  });
  const outputFolder = deployed.deployment.synthesized;
  const { account, env: ownerEnv } = deployed.cloud;
  // The caller has the rights of the policy for people, and no others.
  giveStatements(account, 'tester', readPolicy('deploy-person'));
  const { secretId, secretKey, token } = account.credentials.assumeRole('tester');
  const env = {
    ...ownerEnv,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_SECURITY_TOKEN: token,
  };
  const target = await connect({ settings, options: { outputFolder, plan: [] }, env, owner }).catch(async (error) => {
    await deployed.stop();
    throw error;
  });
  return {
    ...deployed,
    target,
    get deviations() {
      return current;
    },
    set deviations(deviations) {
      current = deviations;
    },
    async stop() {
      target.http.close();
      await deployed.stop();
    },
  };
}
