import type { CodeToStore } from '../store/code-store';
import { countedAddress } from './client-address';
import { createCode, hashCode } from './code';
import { limitCodes, type Outcome } from './outcome';
import type { VerificationParts } from './verification-parts';

export interface CodeRequest {
  /** E.164. */
  readonly e164: string;
  readonly requestId: string;
  /** The client's IP address in its canonical form; `undefined` if it is unknown. */
  readonly clientAddress: string | undefined;
}

/** Stores a code and sends it. Throws what the store throws. */
export async function sendCode(parts: VerificationParts, request: CodeRequest): Promise<Outcome> {
  const { store, sender, codeTtlMinutes, sendLimits, now } = parts;
  const time = now();
  const code = createCode();
  const toStore = describeCode(parts, request, { code, time });
  const stored = await store.storeCode(toStore);
  if (stored.result === 'limited') {
    return { codeStr: limitCodes[stored.limit], retryAfter: inSeconds(stored.retryAfter) };
  }
  const nextSend = stored.sendsToday < sendLimits.daily ? time + sendLimits.intervalSeconds * 1000 : toStore.day.endsAt;
  const retryAfter = inSeconds(nextSend - time);
  const sent: Outcome = { codeStr: 'Ok', expiresIn: codeTtlMinutes * 60, retryAfter };
  // The invocation that stored the code sends it; a message of this one would carry a code that is not stored.
  if (stored.result === 'duplicate') return sent;

  const sending = await sender
    .send({ to: request.e164, code, minutes: codeTtlMinutes })
    .catch(async (error: unknown) => {
      await takeBack(parts, toStore);
      throw error;
    });
  switch (sending.result) {
    case 'sent':
      return sent;
    case 'unanswered':
      return { codeStr: 'ServiceUnavailable', part: 'sms', reason: sending.reason, retryAfter };
    case 'unreachable': {
      const reason = describeFailure(sending.reason, await takeBack(parts, toStore));
      return { codeStr: 'ServiceUnavailable', part: 'sms', reason };
    }
    case 'refused': {
      const reason = describeFailure(sending.reason, await takeBack(parts, toStore));
      return { codeStr: 'SendRefused', apiCode: sending.apiCode, reason };
    }
  }
}

function describeCode(
  { codeKey, dayOf, sendLimits }: VerificationParts,
  { e164, requestId, clientAddress }: CodeRequest,
  { code, time }: { readonly code: string; readonly time: number },
): CodeToStore {
  return {
    phone: e164,
    requestId,
    codeHash: hashCode(codeKey, e164, code),
    now: time,
    day: dayOf(time),
    address: clientAddress === undefined ? 'unknown' : countedAddress(clientAddress),
    window: windowOf(time, sendLimits.addressWindowSeconds * 1000),
  };
}

/**
 * Takes back a code that was not sent. An error of the store must not hide why the message was not sent, so it is returned.
 */
async function takeBack({ store }: VerificationParts, code: CodeToStore): Promise<Error | undefined> {
  try {
    await store.takeBack(code);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error), { cause: error });
  }
}

/** Describes, for the log, why a message was not sent and, if so, why its code was not taken back. */
function describeFailure(reason: string, storeError: Error | undefined): string {
  return storeError === undefined ? reason : `${reason}; the code was not taken back: ${storeError.message}`;
}

/** The fixed window in which a time lies; windows follow each other from 1970 on. */
function windowOf(now: number, length: number) {
  const number = Math.floor(now / length);
  return { name: String(number), endsAt: (number + 1) * length };
}

/** Converts milliseconds to seconds, rounded up, so that a client that waits that long has waited long enough. */
function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
