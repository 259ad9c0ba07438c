import { describeError } from '../command-line';
import { type Answer, notReached, type Probe, type Target, type Verdict } from './probe';

/** What all probes have found out. */
export interface AcceptanceResult {
  readonly verdicts: readonly Verdict[];
  readonly answers: Readonly<Record<string, Answer>>;
  readonly times: Readonly<Record<string, number>>;
}

/**
 * Runs probes one after the other, since some measure times.
 *
 * @param onVerdicts is told of each probe's verdicts when they are known
 */
export async function runAcceptance(
  target: Target,
  probes: readonly Probe[],
  onVerdicts: (verdicts: readonly Verdict[]) => void = () => {},
): Promise<AcceptanceResult> {
  let result: AcceptanceResult = { verdicts: [], answers: {}, times: {} };
  for (const probe of probes) {
    const none = (why: string) => ({
      verdicts: probe.decides.map((name) => notReached(name, why)),
      answers: {},
      times: {},
    });
    // What is in the way of the function, or fails in it, would be taken for the platform.
    const isFunctionBroken = result.verdicts.some(({ name, state }) => name === 'smoke' && state === 'refuted');
    const { verdicts, answers, times } = isFunctionBroken
      ? none('the function does not answer as it should: see make smoke')
      : await probe.run(target).catch((error: unknown) => none(`the probe failed: ${describeError(error)}`));
    onVerdicts(verdicts);
    result = {
      verdicts: [...result.verdicts, ...verdicts],
      answers: { ...result.answers, ...answers },
      times: { ...result.times, ...times },
    };
  }
  return result;
}
