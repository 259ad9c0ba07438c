import type { LogInfo } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models';

/** The function's own fields as it wrote them, or what the platform says, in one line. */
export function logLine({ Time: time = 0, LogJson: json = '{}', RawLog: raw }: LogInfo): string {
  const at = new Date(time).toISOString();
  if (raw) return `${at} ${oneLine(raw)}`;
  const fields: Readonly<Record<string, unknown>> = JSON.parse(json);
  const own = Object.entries(fields).filter(([name]) => !/^(SCF_|__)/.test(name));
  if (own.length > 0) return JSON.stringify(Object.fromEntries(own));
  const { SCF_Message: message } = fields;
  return `${at} ${oneLine(typeof message === 'string' ? message : json)}`;
}

const oneLine = (text: string) => text.trimEnd().replaceAll(/\r?\n/g, '\\n');
