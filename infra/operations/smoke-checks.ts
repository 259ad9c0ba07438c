import type { SampleLogin } from './sample-login';
import { sendSmokeRequest } from './smoke-request';

/** A request with a known reply, which sends no message. */
export interface SmokeCheck {
  /** What the check proves. */
  readonly title: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Expected HTTP status and `codeStr`. */
  readonly expected: string;
  /** What to do if the function's reply is different. */
  readonly advice: string;
}

/** The result of a check. */
export interface SmokeResult {
  readonly check: SmokeCheck;
  /** HTTP status and `codeStr` of the reply, or what there is instead. */
  readonly found: string;
  readonly milliseconds: number;
  readonly passed: boolean;
  /** What to do if the check has not passed. */
  readonly advice: string;
}

const redeploy = 'An older or a newer version of the function answers: deploy again, and read make logs.';

/** The checks. The last one also needs Redis; the others need only the function. */
export const smokeChecks = ({ phone, ...login }: SampleLogin): readonly SmokeCheck[] => [
  {
    title: 'it refuses a request without a number',
    parameters: { method: 'getSms' },
    expected: '400 InValidParam',
    advice: redeploy,
  },
  {
    title: 'it refuses a login without a code',
    parameters: { method: 'login', phone },
    expected: '400 MissingCode',
    advice: redeploy,
  },
  {
    title: 'its store answers',
    parameters: { method: 'login', phone, ...login },
    expected: '200 CodeHasExpired',
    advice:
      'If the status is 503, the function does not reach Redis: see "The store does not answer" in docs/operations.md.',
  },
];

/** Delay before a retry while there is no reply, in milliseconds. */
const retryDelayMs = 500;

/** Options of `runSmokeChecks`. */
export interface SmokeOptions {
  /** Address of the function. */
  readonly url: string;
  readonly login: SampleLogin;
  /** Maximum time to wait for a new address to answer, in seconds. platform: function-url-new-address */
  readonly waitSeconds: number;
}

/** Runs the checks against a deployed function, one after the other, until something else than the function answers. */
export async function* runSmokeChecks({ url, login, waitSeconds }: SmokeOptions): AsyncIterable<SmokeResult> {
  const deadline = performance.now() + waitSeconds * 1000;
  for (const check of smokeChecks(login)) {
    for (;;) {
      const startedAt = performance.now();
      const { from, found, advice = check.advice } = await sendSmokeRequest(url, check.parameters);
      if (from === 'none' && performance.now() + retryDelayMs < deadline) {
        await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
        continue;
      }
      const milliseconds = Math.round(performance.now() - startedAt);
      yield { check, found, milliseconds, passed: found === check.expected, advice };
      if (from !== 'function') return;
      break;
    }
  }
}
