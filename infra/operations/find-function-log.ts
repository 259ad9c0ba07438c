import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { type FoundFunction, findFunction } from './find-function';

/** Finds the log of a deployed function. @throws {Error} if it has no log in CLS (the message says how to add it) */
export async function findFunctionLog(config: ClientConfig, settings: EnvironmentSettings): Promise<FoundFunction> {
  const found = await findFunction(new Client(config), settings.function.name);
  if (found.topicId !== '') return found;
  throw new Error(
    `The function ${settings.function.name} writes no log to CLS. Set \`monitoring: { retentionDays: 7 }\` ` +
      `for the environment ${settings.name} in infra/settings/own-presets.ts, and deploy it.`,
  );
}
