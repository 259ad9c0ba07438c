import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { type AccountPart, describePart } from '../account-parts/account-part';
import { describeError } from '../command-line';
import { inRegionOf } from './belonging';
import { usualLimitMs } from './deletion';
import { deletions } from './deletions';
import { tryUntilDone, type Waiting } from './wait';

/** How a deletion of parts ended. */
export interface DeletionEnd {
  /** `failed`: a part could not be deleted. `interrupted`: somebody stopped it. */
  readonly end: 'done' | 'failed' | 'interrupted';
  /** What was not deleted, in the order of the deletion. */
  readonly left: readonly AccountPart[];
}

/** Ctrl-C, what `kill` and CI send, and what a terminal sends when it closes. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Deletes parts one after the other, and prints what it does. It ends at the first part that cannot be deleted: what comes later is
 * mostly what that one uses. The first Ctrl-C, SIGTERM or SIGHUP ends it after the call that is under way, the second one at once.
 */
export async function deleteParts(config: ClientConfig, parts: readonly AccountPart[]): Promise<DeletionEnd> {
  const interruption = new AbortController();
  const { signal } = interruption;
  const onSignal = () => (signal.aborted ? process.exit(130) : interruption.abort());
  for (const name of stopSignals) process.on(name, onSignal);
  try {
    for (const [index, part] of parts.entries()) {
      const failure = await deletePart(config, part, signal);
      if (failure === undefined) continue;
      if (!signal.aborted) console.error(`Not deleted: ${describePart(part)}: ${failure}`);
      return { end: signal.aborted ? 'interrupted' : 'failed', left: parts.slice(index) };
    }
    return { end: 'done', left: [] };
  } finally {
    for (const name of stopSignals) process.off(name, onSignal);
  }
}

/** @returns why the part was not deleted. @default - it was */
async function deletePart(config: ClientConfig, part: AccountPart, signal: AbortSignal): Promise<string | undefined> {
  const deletion = deletions[part.type];
  if (deletion === undefined) return 'this command cannot delete it.';
  // It will not have the name alone, or be in the recycle bin, for long.
  const name = describePart({ ...part, hasOnlyName: false, isInRecycleBin: false });
  const report: Waiting['report'] = (reason) => console.log(`Waiting for ${name}: ${reason}`);
  try {
    const attempt = deletion.begin(inRegionOf(config, part), part.id);
    await tryUntilDone(attempt, deletion.limitMs ?? usualLimitMs, { signal, report });
  } catch (error) {
    return describeError(error);
  }
  console.log(`Deleted ${name}`);
  return undefined;
}
