import { readApiFailure } from '../../function/tencent-cloud/api-failure';

/** Runs a command. If it fails, prints the error without a stack trace (with the API's code, if any) and sets the exit code 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const failure = readApiFailure(error);
    console.error(failure.result === 'refused' ? `${failure.apiCode}: ${failure.reason}` : failure.reason);
    process.exitCode = 1;
  });
}
