import type { TerraformEnd } from '../infra/operations/run-terraform';
import type { RunningCloud } from '../local-cloud/running-cloud';
import { findOutsideState } from './account-parts';
import { readAccount } from './demo-cloud';
import { readState } from './demo-folder';

/** Exit codes of a command that a signal has ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const whatNext = 'Run make demo to continue, or make demo-destroy to remove everything.';

/** Lets signals end this process, with a word about what to do. While Terraform runs, `runTerraform` listens to them instead. */
export function endOnSignals(): void {
  for (const [signal, code] of Object.entries(exitCodes)) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return;
      console.error(`\nInterrupted. ${whatNext}`);
      process.exit(code);
    });
  }
}

/** Says what the end of an interrupted Terraform means, and ends this process. */
export async function endAfter({ interrupted }: TerraformEnd, cloud: RunningCloud): Promise<void> {
  if (interrupted === 'no') return;
  if (interrupted === 'finished') {
    console.error(`\nInterrupted. Terraform has finished what it had begun. ${whatNext}`);
  } else {
    console.error('\nInterrupted before Terraform had finished. The local cloud goes on with what it had begun.');
    const account = await readAccount(cloud).catch(() => []);
    const outside = findOutsideState(account, readState() ?? '');
    if (outside.length > 0) console.error(`In the account, but not in Terraform's state:\n${outside.join('\n')}`);
    console.error(whatNext);
  }
  process.exit(exitCodes.SIGINT);
}
