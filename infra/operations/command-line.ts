import { readApiFailure } from '../../function/tencent-cloud/api-failure';

/** Runs a command. If it fails, prints the error without a stack trace (with the API's code, if any) and sets the exit code 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(describeError(error));
    process.exitCode = 1;
  });
}

/** The reason of an error, with the API's code if the API has refused a call. */
export function describeError(error: unknown): string {
  const failure = readApiFailure(error);
  return failure.result === 'refused' ? `${failure.apiCode}: ${failure.reason}` : failure.reason;
}
