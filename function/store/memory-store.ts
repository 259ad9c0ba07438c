import { timingSafeEqual } from 'node:crypto';
import type { CheckCodeResult, CodeStore, CodeToCheck, CodeToStore, StoreCodeResult, StoreRules } from './code-store';
import { createExpiringMap } from './expiring-map';

/** A stored code, and the attempts at it. */
interface SentCode {
  readonly requestId: string;
  readonly codeHash: string;
  readonly sentAt: number;
  /** Request IDs of the attempts, in order. */
  readonly attempts: string[];
  /** Time of the right attempt. @default - there was none */
  checkedAt?: number;
}

interface NumberRecord {
  readonly day: string;
  readonly sendsToday: number;
  /** @default - it was taken back */
  readonly sent?: SentCode;
}

/** Stores codes in the memory of this process: for a single instance, which loses them when it ends. Expired entries are deleted. */
export function createMemoryStore(rules: StoreRules): CodeStore {
  const numbers = createExpiringMap<NumberRecord>();
  const addressCounts = createExpiringMap<number>();
  const addressKey = ({ address, window }: CodeToStore) => `${window.name}:${address}`;

  function storeCode(code: CodeToStore): StoreCodeResult {
    const { phone, requestId, codeHash, now, day, window } = code;
    const record = numbers.get(phone, now);
    const sendsToday = record?.day === day.name ? record.sendsToday : 0;
    if (record?.sent?.requestId === requestId) {
      return { result: record.sent.codeHash === codeHash ? 'stored' : 'duplicate', sendsToday };
    }
    if (sendsToday >= rules.sendDailyLimit) return { result: 'limited', limit: 'day', retryAfter: day.endsAt - now };
    if (record?.sent !== undefined) {
      const elapsed = now - record.sent.sentAt;
      if (Math.abs(elapsed) < rules.sendInterval) {
        const retryAfter = Math.min(rules.sendInterval, rules.sendInterval - elapsed);
        return { result: 'limited', limit: 'interval', retryAfter };
      }
    }
    const addressCount = addressCounts.get(addressKey(code), now) ?? 0;
    if (addressCount >= rules.sendAddressLimit) {
      return { result: 'limited', limit: 'address', retryAfter: window.endsAt - now };
    }

    const sent = { requestId, codeHash, sentAt: now, attempts: [] };
    const expiresAt = Math.max(day.endsAt, now + rules.codeTtl, now + rules.sendInterval);
    addressCounts.set(addressKey(code), addressCount + 1, { now, expiresAt: window.endsAt });
    numbers.set(phone, { day: day.name, sendsToday: sendsToday + 1, sent }, { now, expiresAt });
    return { result: 'stored', sendsToday: sendsToday + 1 };
  }

  function takeBack(code: CodeToStore): void {
    const { phone, requestId, now, day, window } = code;
    const record = numbers.get(phone, now);
    if (record?.sent?.requestId !== requestId) return;
    numbers.set(phone, { day: record.day, sendsToday: record.sendsToday - 1 }, { now, expiresAt: day.endsAt });
    const addressCount = addressCounts.get(addressKey(code), now) ?? 0;
    addressCounts.set(addressKey(code), Math.max(0, addressCount - 1), { now, expiresAt: window.endsAt });
  }

  function checkCode({ phone, requestId, codeHash, now }: CodeToCheck): CheckCodeResult {
    const sent = numbers.get(phone, now)?.sent;
    if (sent === undefined) return { result: 'expired' };
    const attempt = sent.attempts.indexOf(requestId) + 1;
    if (attempt > 0) {
      if (sent.checkedAt !== undefined && attempt === sent.attempts.length)
        return { result: 'right', checkedAt: sent.checkedAt };
      return { result: 'wrong', attemptsLeft: rules.maxAttempts - attempt };
    }
    if (Math.abs(now - sent.sentAt) >= rules.codeTtl) return { result: 'expired' };
    if (sent.checkedAt !== undefined || sent.attempts.length >= rules.maxAttempts) return { result: 'spent' };
    sent.attempts.push(requestId);
    if (!isSame(sent.codeHash, codeHash)) {
      return { result: 'wrong', attemptsLeft: rules.maxAttempts - sent.attempts.length };
    }
    sent.checkedAt = now;
    return { result: 'right', checkedAt: now };
  }

  return {
    storeCode: async (code) => storeCode(code),
    takeBack: async (code) => takeBack(code),
    checkCode: async (code) => checkCode(code),
    close: () => {},
  };
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
