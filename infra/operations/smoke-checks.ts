/** A number that nobody has. */
const phone = '8619900000000';

/** A request whose answer is known, and that sends no message. */
export interface SmokeCheck {
  /** What is right if the answer is. */
  readonly claim: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Status and `codeStr`. */
  readonly expected: string;
  /** What to do if the answer is another one. */
  readonly advice: string;
}

/** How a check went. */
export interface SmokeResult {
  readonly check: SmokeCheck;
  /** Status and `codeStr`, or why there are none. */
  readonly found: string;
  readonly milliseconds: number;
  readonly isRight: boolean;
}

const other = 'Something else answers there, or an older version: deploy again, and see make logs.';

/** What can be asked of a deployed function without an SMS, the least first. */
export const smokeChecks: readonly SmokeCheck[] = [
  {
    claim: 'it refuses a request without a number',
    parameters: { method: 'getSms' },
    expected: '400 InValidParam',
    advice: other,
  },
  {
    claim: 'it refuses a login without a code',
    parameters: { method: 'login', phone },
    expected: '400 MissingCode',
    advice: other,
  },
  {
    claim: 'its store answers',
    parameters: { method: 'login', phone, code: '000000' },
    expected: '200 CodeHasExpired',
    advice: 'With 503 it does not reach Redis: see "The store does not answer" in docs/operations.md.',
  },
];

/** Milliseconds that an answer may take. */
const patience = 20_000;
/** Milliseconds between two tries while nothing answers. */
const pause = 500;

/** Settings of `checkFunction`. */
export interface SmokeOptions {
  /** Where the function answers. */
  readonly url: string;
  /** Seconds in which a new address may begin to answer. */
  readonly wait: number;
}

/** Asks a deployed function one question after the other. */
export async function* checkFunction({ url, wait }: SmokeOptions): AsyncIterable<SmokeResult> {
  const deadline = performance.now() + wait * 1000;
  for (const check of smokeChecks) {
    for (;;) {
      const startedAt = performance.now();
      const { found, answered } = await ask(url, check.parameters);
      const isRight = found === check.expected;
      if (!answered && performance.now() + pause < deadline) {
        await new Promise((resolve) => setTimeout(resolve, pause));
        continue;
      }
      yield { check, found, milliseconds: Math.round(performance.now() - startedAt), isRight };
      break;
    }
  }
}

async function ask(url: string, parameters: SmokeCheck['parameters']): Promise<{ found: string; answered: boolean }> {
  try {
    const signal = AbortSignal.timeout(patience);
    const response = await fetch(`${url}?${new URLSearchParams(parameters)}`, { signal });
    return { found: `${response.status} ${codeOf(await response.text())}`, answered: true };
  } catch (error) {
    const { message, cause } = error as Error;
    return { found: `no answer (${(cause as Error | undefined)?.message || message})`, answered: false };
  }
}

function codeOf(body: string): string {
  try {
    return JSON.parse(body).codeStr ?? 'without codeStr';
  } catch {
    return `with ${JSON.stringify(body.slice(0, 80))}`;
  }
}
