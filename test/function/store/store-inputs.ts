import type { CodeToCheck, CodeToStore, StoreRules } from '../../../function/store/code-store';
import { createCalendar } from '../../../function/verification/calendar-day';

/** 2026-11-23 10:00 in Shanghai. */
export const morning = Date.UTC(2026, 10, 23, 2);

/** The default limits, but for client networks. */
export const rules: StoreRules = {
  codeTtl: 300_000,
  maxAttempts: 3,
  sendInterval: 30_000,
  sendDailyLimit: 10,
  sendAddressLimit: 20,
  addressWindow: 3_600_000,
  dayOf: createCalendar('Asia/Shanghai'),
};

/** The number that is meant unless another one is given. */
const defaultPhone = '+8618566246600';

const knownOf = (phone: string) => ({ shard: Number(phone.slice(-4)), member: -Number(phone.slice(-9)) });

let requests = 0;
const nextId = () => `7a1c9e5e-${++requests}`;

/** A code to store, with a new handle. */
export function sending({ phone = defaultPhone, ...changes }: Partial<CodeToStore> = {}): CodeToStore {
  return {
    phone,
    handle: nextId(),
    codeHash: 'right',
    known: knownOf(phone),
    networks: { network: 'office' },
    ...changes,
  };
}

/** An attempt, with a new ID. */
export function trying(codeHash: string, { phone = defaultPhone, ...changes }: Partial<CodeToCheck> = {}): CodeToCheck {
  return {
    phone,
    attemptId: nextId(),
    codeHash,
    known: knownOf(phone),
    networks: { network: 'home' },
    ...changes,
  };
}
