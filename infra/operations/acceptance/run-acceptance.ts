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
    const { verdicts, answers, times } = await probe.run(target).catch((error: unknown) => {
      const found = `the probe failed: ${describeError(error)}`;
      return { verdicts: probe.decides.map((name) => notReached(name, found)), answers: {}, times: {} };
    });
    onVerdicts(verdicts);
    result = {
      verdicts: [...result.verdicts, ...verdicts],
      answers: { ...result.answers, ...answers },
      times: { ...result.times, ...times },
    };
  }
  return result;
}
