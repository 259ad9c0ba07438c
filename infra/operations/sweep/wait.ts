import { setTimeout as sleep } from 'node:timers/promises';
import { readApiFailure } from '../../../function/tencent-cloud/api-failure';
import { describeError } from '../command-line';

/** How to wait for the platform. */
export interface Waiting {
  /** Ends the wait when somebody interrupts the command. */
  readonly signal: AbortSignal;
  /** Tells a person what is being waited for. */
  readonly report: (reason: string) => void;
}

/** One try of a deletion. @returns what is to be waited for before the next try; `undefined` once nothing is left to do */
export type Attempt = () => Promise<string | undefined>;

/** Milliseconds between two tries: they begin short and become longer. */
const pauses = { first: 200, longest: 5000, factor: 1.5 };
/** Milliseconds after which the same reason is told again. */
const reminder = 30_000;

/** What the API answers about something that is gone. platform: not-found-codes */
const notFound = ['InvalidParameter.RoleNotExist', 'InvalidParameter.PolicyIdNotExist'];
/** What will be refused again, however often it is tried. Everything else may pass, as the provider expects, too. platform: deletion-retries */
const final =
  /^(AuthFailure|UnauthorizedOperation|InvalidParameter|InvalidParameterValue|MissingParameter|UnknownParameter|InvalidAction)(\.|$)/;

/**
 * Tries until nothing is left to do. A refusal that may pass, such as of a subnet that a function has just left, counts as a reason to
 * wait; that something does not exist any more counts as done.
 *
 * @param limitMs milliseconds after which it gives up
 * @throws {Error} with the reason, if it gives up or if the API refuses the call for good; an abort error if it is interrupted
 */
export async function tryUntilDone(attempt: Attempt, limitMs: number, { signal, report }: Waiting): Promise<void> {
  const end = Date.now() + limitMs;
  let told = { reason: '', at: 0 };
  for (let pause = pauses.first; ; pause = Math.min(pause * pauses.factor, pauses.longest)) {
    signal.throwIfAborted();
    const reason = await attempt().catch(reasonToWait);
    if (reason === undefined) return;
    if (Date.now() + pause > end) throw new Error(`not done after ${Math.round(limitMs / 60_000)} minutes: ${reason}`);
    if (reason !== told.reason || Date.now() - told.at > reminder) {
      report(reason);
      told = { reason, at: Date.now() };
    }
    await sleep(pause, undefined, { signal });
  }
}

/** @throws the error, if waiting does not help */
function reasonToWait(error: unknown): string | undefined {
  if (isNotFound(error)) return undefined;
  const failure = readApiFailure(error);
  if (error instanceof FinalError || (failure.result === 'refused' && final.test(failure.apiCode))) throw error;
  return describeError(error).replaceAll(/\s*\n\s*/g, ' ');
}

/** Whether the API says that something does not exist. */
export function isNotFound(error: unknown): boolean {
  const failure = readApiFailure(error);
  if (failure.result !== 'refused') return false;
  return /^ResourceNotFound(\.|$)/.test(failure.apiCode) || notFound.includes(failure.apiCode);
}

/** A failure that does not pass, which the API tells otherwise than by refusing a call. */
export class FinalError extends Error {}
