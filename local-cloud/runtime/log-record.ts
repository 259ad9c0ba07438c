import type { NewLogLine } from '../account/cls-lines';
import { type PlatformLine, type RunningInvocation, runningStatus } from './platform-lines';

/** The function that writes a log. */
interface LoggingFunction {
  readonly name: string;
  readonly namespace: string;
}

/** A line of a function's log with the fields that the platform adds to every line. platform: scf-log-fields */
function record(
  { name, namespace }: LoggingFunction,
  { requestId, startedAt }: RunningInvocation,
  { text, status, durationMs, memoryMb }: PlatformLine,
  type: 'Platform' | 'Custom',
): NewLogLine {
  return {
    text,
    fields: {
      SCF_FunctionName: name,
      SCF_Namespace: namespace,
      SCF_Qualifier: '$LATEST',
      SCF_Alias: '$DEFAULT',
      SCF_RequestId: requestId,
      SCF_StartTime: startedAt,
      SCF_LogTime: Date.now() * 1_000_000,
      SCF_Duration: durationMs,
      SCF_MemUsage: memoryMb,
      SCF_StatusCode: status,
      SCF_Level: 'INFO',
      SCF_Type: type,
      SCF_RetryNum: 0,
    },
  };
}

/** The record of a line that the platform writes. */
export const platformRecord = (logging: LoggingFunction, invocation: RunningInvocation, line: PlatformLine) =>
  record(logging, invocation, line, 'Platform');

/** The record of a line that the function writes. */
export function customRecord(logging: LoggingFunction, invocation: RunningInvocation, text: string): NewLogLine {
  return record(logging, invocation, { text, status: runningStatus, durationMs: 0, memoryMb: 0 }, 'Custom');
}
