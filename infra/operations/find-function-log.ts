import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { EnvironmentSettings } from '../settings/environment-schema';

/** The log of a deployed function, and the SMS application to which it sends messages. */
export interface FunctionLog {
  readonly topicId: string;
  /** SDKAppID; empty if the function prints messages instead of sending them. */
  readonly sdkAppId: string;
}

/** Finds the log of a deployed function. @throws {Error} if it has no log in CLS (the message says how to add it) */
export async function findFunctionLog(config: ClientConfig, settings: EnvironmentSettings): Promise<FunctionLog> {
  const { ClsTopicId: topicId, Environment } = await new Client(config).GetFunction({
    FunctionName: settings.function.name,
  });
  if (!topicId) {
    throw new Error(
      `The function ${settings.function.name} writes no log to CLS. Set \`monitoring: { retentionDays: 7 }\` ` +
        `for the environment ${settings.name} in infra/settings/environments.ts, and deploy it.`,
    );
  }
  const variable = (name: string) => Environment?.Variables?.find(({ Key }) => Key === name)?.Value ?? '';
  return { topicId, sdkAppId: variable('SMS_SENDER') === 'console' ? '' : variable('SMS_SDKAPPID') };
}
