import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { Client as ScfClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';
import type { EnvironmentSettings } from '../environment-settings';
import { accountConfig } from './account-client';

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
        '`monitoring: { retentionDays: 7 }` in infra/environments.ts, and deploy it.',
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
  return (Results ?? []).map(lineOf).reverse();
}

/** The function's own fields as it wrote them, or what the platform says, in one line. */
function lineOf({ Time: time = 0, LogJson: json = '{}', RawLog: raw }: LogInfo): string {
  const at = new Date(time).toISOString();
  if (raw) return `${at} ${oneLine(raw)}`;
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  const own = Object.entries(fields).filter(([name]) => !/^(SCF_|__)/.test(name));
  if (own.length > 0) return JSON.stringify(Object.fromEntries(own));
  const { SCF_Message: message } = fields;
  return `${at} ${oneLine(typeof message === 'string' ? message : json)}`;
}

const oneLine = (text: string) => text.trimEnd().replaceAll(/\r?\n/g, '\\n');
