import { readApiFailure } from '../../function/tencent-cloud/api-failure';

/** Runs a command: an error is told by its message alone, or with the API's code, and makes the exit code 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    const failure = readApiFailure(error);
    console.error(failure.result === 'refused' ? `${failure.apiCode}: ${failure.reason}` : failure.reason);
    process.exitCode = 1;
  });
}
