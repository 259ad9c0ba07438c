import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { accountClientConfig } from './account-client';
import { logLine } from './log-line';

/** Selects lines of a function's log. */
export interface LogQuery {
  readonly settings: EnvironmentSettings;
  /** Age of the oldest lines to return, in minutes. */
  readonly minutes: number;
  /** Maximum number of lines. Older lines are left out. */
  readonly maxLines: number;
  /** Process environment with the account's credentials. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Reads the newest lines of a deployed function's log from CLS, the newest last.
 *
 * @throws {Error} if the function has no log in CLS (the message says how to add it), or if the API refuses a request
 */
export async function readFunctionLog({ settings, minutes, maxLines, env }: LogQuery): Promise<string[]> {
  const config = accountClientConfig(env, settings.region);
  const { ClsTopicId: topicId } = await new ScfClient(config).GetFunction({ FunctionName: settings.function.name });
  if (!topicId) {
    throw new Error(
      `The function ${settings.function.name} writes no log to CLS. Set \`monitoring: { retentionDays: 7 }\` ` +
        `for the environment ${settings.name} in infra/settings/environments.ts, and deploy it.`,
    );
  }
  const now = Date.now();
  const { Results } = await new ClsClient(config).SearchLog({
    TopicId: topicId,
    From: now - minutes * 60_000,
    // One minute more, because the end is exclusive and clocks differ.
    To: now + 60_000,
    QueryString: '*',
    QuerySyntax: 1,
    Sort: 'desc',
    Limit: maxLines,
  });
  return (Results ?? []).map(logLine).reverse();
}
