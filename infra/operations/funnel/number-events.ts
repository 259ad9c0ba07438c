import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { anyEventOf } from '../../constructs/alarm-query';
import { readObject } from '../invoke-function';
import type { NumberEvent } from './attempts';
import { readLines } from './read-lines';

/** What each event of the log says about its number. `store_unavailable` may also be a login, whose attempt it prolongs. */
const steps: Readonly<Record<string, NumberEvent['step']>> = {
  code_sent: 'sent',
  send_limited: 'asked',
  send_refused: 'asked',
  number_refused: 'asked',
  captcha_refused: 'asked',
  captcha_unavailable: 'asked',
  sms_unavailable: 'asked',
  store_unavailable: 'asked',
  code_checked: 'right',
};

/** Lines that one call returns. */
const pageLines = 1000;

/** What was found in a log. */
export interface FoundEvents {
  readonly events: readonly NumberEvent[];
  /** Lines without the ID of a number: those of a function from before lines had it. */
  readonly unidentified: number;
}

/** Reads what the log of a topic says about numbers, from one time until before another, in milliseconds since 1970. */
export async function readNumberEvents(
  config: ClientConfig,
  topicId: string,
  [from, until]: readonly [number, number],
): Promise<FoundEvents> {
  const client = new Client(config);
  const query = { TopicId: topicId, QueryString: anyEventOf(...Object.keys(steps)), QuerySyntax: 1 };
  const lines = await readLines<LogInfo>(
    async (From, To, context) => {
      const { Results, ListOver, Context } = await client.SearchLog({
        ...query,
        From,
        To,
        Sort: 'asc',
        Limit: pageLines,
        ...(context !== undefined && { Context: context }),
      });
      return { lines: Results ?? [], next: ListOver || !Context ? undefined : Context };
    },
    from,
    until,
  );
  const read = lines.map(readEvent);
  return {
    events: read.flatMap((event) => (typeof event === 'object' ? event : [])),
    unidentified: read.filter((event) => event === 'unidentified').length,
  };
}

/**
 * @returns `unidentified` for a line about a number without its ID; `other` for one that says nothing about how far somebody came, or that the
 *   function has not written
 */
export function readEvent({ LogJson: json = '{}' }: Pick<LogInfo, 'LogJson'>): NumberEvent | 'unidentified' | 'other' {
  const { event, time: at, numberId, country, phone, result, test } = readObject(json);
  // Nothing is sent to a test number.
  if (test === 'yes') return 'other';
  const step = steps[String(event)];
  if (step === undefined || (step === 'right' && result !== 'Success')) return 'other';
  if (typeof numberId !== 'string') return phone === undefined ? 'other' : 'unidentified';
  const time = Date.parse(String(at));
  if (Number.isNaN(time) || typeof country !== 'string' || !/^\d{1,3}$/.test(country)) return 'other';
  return { time, numberId, country, step };
}
