import { failureContent } from './integrated-reply';
import type { InvocationResult } from './invocation';

/** An invocation that has begun. */
export interface RunningInvocation {
  readonly requestId: string;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
}

/** A line that the platform, not the function, writes to the function's log. platform: log-platform-lines */
export interface PlatformLine {
  readonly text: string;
  /** 202 until the invocation has ended, then 200 or the code of its failure. platform: log-status-running */
  readonly status: number;
  /** In milliseconds; 0 until the last line. */
  readonly durationMs: number;
  /** Peak memory of the instance in MB; 0 until the last line. */
  readonly memoryMb: number;
}

export interface EndedInvocation {
  readonly result: InvocationResult;
  readonly durationMs: number;
  /** Peak memory of the instance so far, in MB. */
  readonly memoryMb: number;
  readonly memoryLimitMb: number;
}

/** The status of lines that are written while an invocation runs. platform: log-status-running */
export const runningStatus = 202;

/** The line before those of the function. */
export function startLine(requestId: string): PlatformLine {
  return { text: `START RequestId:${requestId}`, status: runningStatus, durationMs: 0, memoryMb: 0 };
}

/** The lines after those of the function. One holds the whole return value, secrets included. platform: log-holds-return-value */
export function endLines({ result, durationMs, memoryMb, memoryLimitMb }: EndedInvocation): readonly PlatformLine[] {
  const { requestId } = result;
  const status = result.kind === 'reply' ? 200 : result.statusCode;
  const outcome =
    result.kind === 'reply'
      ? `Response RequestId:${requestId} RetMsg:${JSON.stringify(result.reply)}`
      : `ERROR RequestId:${requestId} Result:${JSON.stringify(failureContent(result))}`;
  const duration = Math.ceil(durationMs);
  const used = Number(memoryMb.toFixed(6));
  const report = `Report RequestId:${requestId} Duration:${duration}ms Memory:${memoryLimitMb}MB MemUsage:${used}MB`;
  return [
    { text: outcome, status, durationMs: 0, memoryMb: 0 },
    { text: `END RequestId:${requestId}`, status, durationMs: 0, memoryMb: 0 },
    { text: report, status, durationMs: duration, memoryMb: used },
  ];
}
