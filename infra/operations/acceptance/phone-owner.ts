import { createInterface } from 'node:readline/promises';

/** Who reads the messages of a number. */
export interface PhoneOwner {
  /** In E.164, such as `+8618566246600`. */
  readonly phone: string;
  /** Asks for something until it is answered. @returns `undefined` if nobody answers: the input has ended, or Ctrl-C */
  readonly ask: (question: string, accepted: RegExp) => Promise<string | undefined>;
}

/**
 * Reads whose phone gets a message.
 *
 * @param phone value of `PHONE`
 * @returns `undefined` if it is not set
 * @throws {Error} if it is malformed
 */
export function readPhoneOwner(phone: string | undefined): PhoneOwner | undefined {
  if (!phone) return undefined;
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) {
    throw new Error('PHONE is malformed; allowed: a number with + and its country code, such as +8618566246600.');
  }
  return { phone, ask: askAtTerminal };
}

async function askAtTerminal(question: string, accepted: RegExp): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-C ends the question alone, so that what was found out so far is not lost.
  const ended = new Promise<undefined>((resolve) => {
    lines.once('close', () => resolve(undefined));
    process.once('SIGINT', () => lines.close());
  });
  lines.once('SIGINT', () => lines.close());
  try {
    for (;;) {
      const answer = await Promise.race([lines.question(question), ended]);
      if (answer === undefined) console.log();
      if (answer === undefined || accepted.test(answer.trim())) return answer?.trim();
    }
  } finally {
    lines.close();
  }
}
