import type { EnvironmentSettings } from '../../settings/environment-schema';
import { accountClientConfig } from '../account-client';
import { describeError } from '../command-line';
import type { StackOptions } from '../stack/stack-options';
import { readSynthesizedStack } from '../stack/synthesized-stack';
import { readOutput } from '../terraform-outputs';
import { findDeployedFunction } from './deployed-function';
import { createHttpClient } from './http-client';
import type { PhoneOwner } from './phone-owner';
import type { Target } from './probe';

export interface Connection {
  readonly settings: EnvironmentSettings;
  readonly options: Pick<StackOptions, 'outputFolder' | 'plan'>;
  /** Process environment with the account's credentials. */
  readonly env: NodeJS.ProcessEnv;
  readonly owner: PhoneOwner | undefined;
}

/**
 * Connects to a deployed environment. The caller closes `http`.
 *
 * @throws {Error} if the environment is not deployed from the folder, or if its function is not in the account
 */
export async function connect({ settings, options, env, owner }: Connection): Promise<Target> {
  const { outputFolder, plan: planOptions } = options;
  const config = accountClientConfig(env, settings.region);
  const address = await readOutput(outputFolder, settings.name, 'url');
  // The API Gateway of the local cloud has no certificate.
  const http = createHttpClient(env.API_ENDPOINT ? address.replace(/^https:/, 'http:') : address);
  const stack = readSynthesizedStack(outputFolder, settings.name);
  const functionName = settings.function.name;
  const deployed = await findDeployedFunction(config, functionName, http).catch((cause) => {
    throw new Error(
      `The account does not tell of the function ${functionName}: ${describeError(cause)}\n` +
        "Check that it is deployed, the credentials and their rights, this machine's network, and API_ENDPOINT if it is set.",
      { cause },
    );
  });
  return { settings, stack, deployed, http, config, env, planOptions, owner };
}
