import { failureContent } from './integrated-reply';
import type { InvocationResult } from './invocation';

/** A line that the platform, not the function, writes to the function's log. platform: log-platform-lines */
export interface PlatformLine {
  readonly text: string;
  /** What the log stores beside the text. */
  readonly fields: {
    readonly SCF_Type: 'Platform';
    readonly SCF_RequestId: string;
    /** 202 until the invocation has ended, then 200 or the code of its failure. */
    readonly SCF_StatusCode: number;
    /** In milliseconds. */
    readonly SCF_Duration?: number;
    /** In MB. */
    readonly SCF_MemUsage?: number;
  };
}

export interface EndedInvocation {
  readonly result: InvocationResult;
  readonly durationMs: number;
  /** Peak memory of the instance so far, in MB. */
  readonly memoryMb: number;
  readonly memoryLimitMb: number;
}

/** The line before those of the function. */
export function startLine(requestId: string): PlatformLine {
  return lineOf(requestId, 202, `START RequestId:${requestId}`);
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
    lineOf(requestId, status, outcome),
    lineOf(requestId, status, `END RequestId:${requestId}`),
    lineOf(requestId, status, report, { SCF_Duration: duration, SCF_MemUsage: used }),
  ];
}

function lineOf(requestId: string, status: number, text: string, more = {}): PlatformLine {
  return { text, fields: { SCF_Type: 'Platform', SCF_RequestId: requestId, SCF_StatusCode: status, ...more } };
}
