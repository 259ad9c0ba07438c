import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';

/** Formats a log record as one line: the function's JSON fields, or else the platform's message after its time. */
export function logLine({ Time: time = 0, LogJson: json = '{}', RawLog: raw }: LogInfo): string {
  const at = new Date(time).toISOString();
  if (raw) return `${at} ${toOneLine(raw)}`;
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  const ownFields = Object.entries(fields).filter(([name]) => !/^(SCF_|__)/.test(name));
  if (ownFields.length > 0) return JSON.stringify(Object.fromEntries(ownFields));
  const { SCF_Message: message } = fields;
  return `${at} ${toOneLine(typeof message === 'string' ? message : json)}`;
}

const toOneLine = (text: string) => text.trimEnd().replaceAll(/\r?\n/g, '\\n');
