import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client';

/** What an `Invoke` returned. */
export interface Invocation {
  readonly requestId: string;
  /** The reply's body. */
  readonly body: string;
  /** How long the function took by its own log, otherwise by the platform's. */
  readonly milliseconds: number;
}

/** Invokes a function with an event. @throws {Error} if the platform refuses the call, or the function fails. platform: invoke-event */
export async function invokeFunction(client: Client, functionName: string, event: object): Promise<Invocation> {
  const { Result: result } = await client.Invoke({
    FunctionName: functionName,
    ClientContext: JSON.stringify(event),
    LogType: 'Tail',
  });
  const { RetMsg = '', ErrMsg, FunctionRequestId: requestId = '', Duration = 0, Log = '' } = result ?? {};
  const { body } = readObject(RetMsg);
  if (typeof body !== 'string')
    throw new Error(`The function answered an Invoke with ${ErrMsg || RetMsg.slice(0, 80)}.`);
  return { requestId, body, milliseconds: durationIn(Log) ?? Duration };
}

/** The duration in the function's own line, in the log that an `Invoke` returns, also in base64. */
function durationIn(log: string): number | undefined {
  for (const text of [log, Buffer.from(log, 'base64').toString()]) {
    const [, duration] = /"durationMs":([\d.]+)/.exec(text) ?? [];
    if (duration !== undefined) return Number(duration);
  }
  return undefined;
}

/** Reads a JSON object; an empty one from any other text. */
export function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
