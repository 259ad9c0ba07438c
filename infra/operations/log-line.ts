import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';
import { printable } from './printable';

/** Formats a log record as one line: the function's JSON fields, or else the platform's message after its time. */
export function logLine({ Time: time = 0, LogJson: json = '{}', RawLog: raw }: LogInfo): string {
  const at = new Date(time).toISOString();
  if (raw) return `${at} ${toOneLine(raw)}`;
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  const ownFields = Object.entries(fields).filter(([name]) => !/^(SCF_|__)/.test(name));
  if (ownFields.length > 0) return printable(JSON.stringify(Object.fromEntries(ownFields)));
  const { SCF_Message: message } = fields;
  return `${at} ${toOneLine(typeof message === 'string' ? message : json)}`;
}

/** The platform's lines about a normal invocation. The one with `RetMsg` holds the whole reply, with session tokens in it. */
const routine = /^\s*(?:START|Init Report|Event|Response|END|Report) RequestId\b|\bRetMsg\b/;

/**
 * Whether the platform writes such a line for every invocation. None of them may be shown, since one holds secrets.
 * platform: log-platform-lines
 */
export function isRoutineLine({ LogJson: json = '{}', RawLog: raw }: LogInfo): boolean {
  if (raw) return routine.test(raw);
  const { SCF_Message: message }: Readonly<Record<string, unknown>> = JSON.parse(json);
  return typeof message === 'string' && routine.test(message);
}

const toOneLine = (text: string) => printable(text.trimEnd().replaceAll(/\r?\n/g, '\\n'));
