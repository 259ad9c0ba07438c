import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { accountConfig } from './account-client';
import { logLine } from './log-line';

/** Which lines are asked for. */
export interface LogQuestion {
  readonly settings: EnvironmentSettings;
  /** How far to look back, in minutes. */
  readonly minutes: number;
  /** Most lines, the newest ones. */
  readonly lines: number;
  /** Holds the account's keys. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Reads the newest lines of a deployed function's log from CLS, the newest last.
 *
 * @throws {Error} saying what to do where the function has no log there, or the account refuses
 */
export async function readFunctionLog({ settings, minutes, lines, env }: LogQuestion): Promise<string[]> {
  const config = accountConfig(env, settings.region);
  const { ClsTopicId: topicId } = await new ScfClient(config).GetFunction({ FunctionName: settings.function.name });
  if (!topicId) {
    throw new Error(
      `The function ${settings.function.name} writes no log to CLS. Give the environment ${settings.name} ` +
        '`monitoring: { retentionDays: 7 }` in infra/settings/environments.ts, and deploy it.',
    );
  }
  const now = Date.now();
  const { Results } = await new ClsClient(config).SearchLog({
    TopicId: topicId,
    From: now - minutes * 60_000,
    // The end itself is not part of it, and clocks differ.
    To: now + 60_000,
    QueryString: '*',
    QuerySyntax: 1,
    Sort: 'desc',
    Limit: lines,
  });
  return (Results ?? []).map(logLine).reverse();
}
