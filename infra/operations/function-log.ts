import { Client as ClsClient } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { accountClientConfig } from './account-client';
import { findFunctionLog } from './find-function-log';
import { isRoutineLine, logLine } from './log-line';

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

/** Lines that one call returns. */
const pageLines = 500;
/** Lines that CLS returns at most for one search, on all pages. platform: cls-search */
const searchLines = 10_000;

/**
 * Reads the newest lines of a deployed function's log from CLS, the newest last. The lines that the platform writes for every
 * invocation are left out: one of them holds the reply, with session tokens in it.
 *
 * @throws {Error} if the function has no log in CLS (the message says how to add it), or if the API refuses a request
 */
export async function readFunctionLog({ settings, minutes, maxLines, env }: LogQuery): Promise<string[]> {
  const config = accountClientConfig(env, settings.region);
  const { topicId } = await findFunctionLog(config, settings);
  const now = Date.now();
  const client = new ClsClient(config);
  const search = {
    TopicId: topicId,
    From: now - minutes * 60_000,
    // One minute more, because the end is exclusive and clocks differ.
    To: now + 60_000,
    QueryString: '*',
    QuerySyntax: 1,
    Sort: 'desc',
    Limit: pageLines,
  };
  const lines: string[] = [];
  let next = '';
  for (let read = 0; read < searchLines && lines.length < maxLines; ) {
    const { Results, ListOver, Context } = await client.SearchLog({ ...search, ...(next && { Context: next }) });
    const found = Results ?? [];
    lines.push(...found.filter((line) => !isRoutineLine(line)).map(logLine));
    if (ListOver || !Context || found.length === 0) break;
    read += found.length;
    next = Context;
  }
  return lines.slice(0, maxLines).reverse();
}
