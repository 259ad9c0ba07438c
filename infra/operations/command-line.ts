import { readApiFailure } from '../../function/tencent-cloud/api-failure';
import { refuseEndedCloud } from './local-cloud-target';

/**
 * Runs a command. If it fails, prints the error without a stack trace (with the API's code, if any) and sets the exit code 1. If it fails
 * because a local cloud has ended, it says so instead.
 */
export function runCommand(main: () => Promise<void>): void {
  main().catch(async (error: unknown) => {
    process.exitCode = 1;
    const text = describeError(error);
    const isRefused = text.includes('ECONNREFUSED');
    console.error(isRefused ? await refuseEndedCloud(process.env).then(() => text, describeError) : text);
  });
}

/** The reason of an error, with the API's code if the API has refused a call. */
export function describeError(error: unknown): string {
  const failure = readApiFailure(error);
  return failure.result === 'refused' ? `${failure.apiCode}: ${failure.reason}` : failure.reason;
}
