import { timingSafeEqual } from 'node:crypto';
import type {
  CheckCodeResult,
  CodeStore,
  CodeToCheck,
  CodeToStore,
  Notice,
  NumberState,
  NumberToLookUp,
  SendLimit,
  StoreCodeResult,
  StoreRules,
  TakeBackReason,
} from '../code-store';
import { limits, rangeOf } from '../limits';
import { recordName } from '../record-name';
import { createDailyBudget } from './daily-budget';
import { createExpiringMap } from './expiring-map';
import { createKnownNumbers } from './known-numbers';
import { createMemoryGuard, type GuardCheck } from './memory-guard';
import {
  countedSends,
  countedSince,
  createNumberRecord,
  forgetSend,
  type NumberRecord,
  type StoredCode,
  sentFrom,
} from './memory-record';
import { createNetworkLimits } from './network-limits';
import { numberBlocks, readRecord, shareOfNetwork } from './number-state';

/**
 * Stores codes in the memory of this process: for a single instance, which loses them when it ends. Expired entries are deleted.
 *
 * @param now returns the current time in milliseconds since 1970
 */
export function createMemoryStore(rules: StoreRules, now: () => number): CodeStore {
  const numbers = createExpiringMap<NumberRecord>();
  const networkLimits = createNetworkLimits(rules.addressWindow, now);
  const dailyBudget = createDailyBudget(rules.dailyBudget);
  const guard = createMemoryGuard();
  const knownNumbers = createKnownNumbers();
  const isLive = (code: StoredCode, time: number) => time - code.sentAt < rules.codeTtl;

  function storeCode(code: CodeToStore): StoreCodeResult {
    const { phone, isTest = false, handle, codeHash, known, networks, captcha } = code;
    const name = recordName(code);
    const time = now();
    const day = rules.dayOf(time);
    const record = numbers.get(name, time) ?? createNumberRecord();
    const sendsToday = record.day === day.name ? record.sendsToday : 0;
    const range = rangeOf(phone);
    const limited = (limit: SendLimit, retryAfter: number, notices: readonly Notice[] = []) =>
      ({ result: 'limited', limit, retryAfter, notices }) as const;

    const repeated = record.codes.find((code) => code.handle === handle);
    if (repeated !== undefined) {
      const isSame = repeated === record.codes.at(-1) && repeated.codeHash === codeHash;
      return { result: isSame ? 'stored' : 'duplicate', notices: [] };
    }
    const newest = record.codes.at(-1);
    if (countedSends(record, day) >= rules.sendDailyLimit) return limited('day', day.endsAt - time);
    const mustWait = newest !== undefined && newest.sentAt > countedSince(record);
    if (mustWait && time - newest.sentAt < rules.sendInterval) {
      return limited('interval', rules.sendInterval - (time - newest.sentAt));
    }
    if (sentFrom(record, networks, day) >= shareOfNetwork(rules)) return limited('address', day.endsAt - time);
    const retryAfter = networkLimits.retryAfter(networks, 'unconfirmed', rules.sendAddressLimit);
    if (retryAfter !== undefined) return limited('address', retryAfter);

    const isKnown = knownNumbers.has(known, day);
    if (!isTest && dailyBudget.isUsedUp(day, time, isKnown ? 'known' : 'unknown')) {
      return limited('budget', day.endsAt - time);
    }
    const passes = isTest || isKnown || captcha === 'solved' || countedSince(record) >= day.startsAt;
    const checked = passes ? allowed : guard.check(range, time, captcha);
    if (checked.refusedBy !== undefined) {
      return limited(checked.refusedBy, limits.guardRetryAfter, checked.notices);
    }

    const notices = [...checked.notices, ...(isTest ? [] : dailyBudget.count(day, time))];
    networkLimits.add(networks, 'unconfirmed', time, 1);
    if (!isTest) guard.count(range, time);
    record.codes = record.codes.filter((code) => isLive(code, time));
    record.codes.push({ handle, codeHash, sentAt: time, attempts: { handle: [], none: [] } });
    const counted = Math.max(rules.addressWindow, limits.guardWindow);
    record.open = record.open.filter(({ sentAt }) => sentAt >= day.startsAt || time - sentAt < counted);
    record.open.push({ sentAt: time, networks });
    record.day = day.name;
    record.sendsToday = sendsToday + 1;
    keep(name, record, Math.max(day.endsAt, time + rules.codeTtl, time + rules.sendInterval));
    return { result: 'stored', notices };
  }

  function takeBack(toStore: CodeToStore, reason: TakeBackReason): void {
    const { phone, isTest = false, handle, codeHash } = toStore;
    const time = now();
    const day = rules.dayOf(time);
    const record = numbers.get(recordName(toStore), time);
    const code = record?.codes.find((candidate) => candidate.handle === handle && candidate.codeHash === codeHash);
    if (record === undefined || code === undefined) return;
    const isToday = code.sentAt >= day.startsAt;
    if (isToday && record.day === day.name) forgetSend(record, code.sentAt);
    record.codes = record.codes.filter((candidate) => candidate !== code);
    if (isToday && !isTest) dailyBudget.takeBack(day, time);
    const times = { at: code.sentAt, now: time };
    const open = record.open.find(({ sentAt }) => sentAt === code.sentAt);
    record.open = record.open.filter((message) => message !== open);
    if (!isTest) guard.takeBack(rangeOf(phone), times, open === undefined ? 'confirmed' : 'unconfirmed');
    if (reason === 'not-sent') networkLimits.add(open?.networks, 'unconfirmed', code.sentAt, -1);
  }

  /** The number has logged in: its messages are confirmed, and it is known. Of a test number, the guard has no messages. */
  function confirm({ phone, isTest = false, known }: CodeToCheck, record: NumberRecord, time: number): void {
    for (const { sentAt, networks } of record.open) {
      networkLimits.add(networks, 'unconfirmed', sentAt, -1);
      if (!isTest) guard.confirm(rangeOf(phone), { at: sentAt, now: time });
    }
    record.open = [];
    if (!isTest) knownNumbers.add(known, rules.dayOf(time));
  }

  function checkCode(check: CodeToCheck): CheckCodeResult {
    const { attemptId, codeHash, handle, networks } = check;
    const name = recordName(check);
    const time = now();
    const day = rules.dayOf(time);
    const record = numbers.get(name, time);
    const code = handle === undefined ? record?.codes.at(-1) : record?.codes.find((stored) => stored.handle === handle);
    if (record === undefined || code === undefined || !isLive(code, time)) return { result: 'expired' };

    const attempts = code.attempts[handle === undefined ? 'none' : 'handle'];
    const attempt = attempts.indexOf(attemptId);
    if (attempt >= 0) {
      if (code.used?.attemptId === attemptId) return { result: 'right', checkedAt: code.used.at };
      return { result: 'wrong', attemptsLeft: rules.maxAttempts - attempt - 1 };
    }
    if (code.used !== undefined || attempts.length >= rules.maxAttempts) return { result: 'spent' };
    const wrongToday = record.wrong.day === day.name ? record.wrong.count : 0;
    if (handle === undefined) {
      if (wrongToday >= limits.attemptsPerDay) {
        return { result: 'limited', limit: 'attempts', retryAfter: day.endsAt - time };
      }
      const retryAfter = networkLimits.retryAfter(networks, 'wrong', rules.sendAddressLimit * rules.maxAttempts);
      if (retryAfter !== undefined) return { result: 'limited', limit: 'address', retryAfter };
    }

    attempts.push(attemptId);
    if (isSame(code.codeHash, codeHash)) {
      code.used = { attemptId, at: time };
      confirm(check, record, time);
      return { result: 'right', checkedAt: time };
    }
    if (handle === undefined) {
      record.wrong = { day: day.name, count: wrongToday + 1 };
      keep(name, record, day.endsAt);
      networkLimits.add(networks, 'wrong', time, 1);
    }
    return { result: 'wrong', attemptsLeft: rules.maxAttempts - attempts.length };
  }

  function lookUp({ phone, isTest = false, known }: NumberToLookUp, record: NumberRecord, time: number): NumberState {
    const day = rules.dayOf(time);
    const isKnown = knownNumbers.has(known, day);
    const isPassing = isTest || isKnown || countedSince(record) >= day.startsAt;
    const waits = record.open.map(({ networks }) =>
      sentFrom(record, networks, day) >= shareOfNetwork(rules)
        ? day.endsAt - time
        : networkLimits.retryAfter(networks, 'unconfirmed', rules.sendAddressLimit),
    );
    const blocks = [...numberBlocks(record, rules, time)];
    const longest = Math.max(0, ...waits.map((wait) => wait ?? 0));
    if (longest > 0) blocks.push({ limit: 'address', retryAfter: longest });
    if (!isTest && dailyBudget.isUsedUp(day, time, isKnown ? 'known' : 'unknown')) {
      blocks.push({ limit: 'budget', retryAfter: day.endsAt - time });
    }
    for (const limit of isPassing ? [] : guard.tripped(rangeOf(phone), time)) {
      blocks.push({ limit, retryAfter: limits.guardRetryAfter });
    }
    return { ...readRecord(record, rules, time), isKnown, blocks };
  }

  function release(number: NumberToLookUp): NumberState {
    const time = now();
    const day = rules.dayOf(time);
    const name = recordName(number);
    const record = numbers.get(name, time) ?? createNumberRecord();
    record.released = { at: time, sends: record.day === day.name ? record.sendsToday : 0 };
    keep(name, record, Math.max(day.endsAt, time + rules.sendInterval));
    return lookUp(number, record, time);
  }

  /** Keeps a record until a time, or as long as it is kept already. */
  function keep(name: string, record: NumberRecord, time: number): void {
    record.keptUntil = Math.max(record.keptUntil, time);
    numbers.set(name, record, { now: now(), expiresAt: record.keptUntil });
  }

  return {
    storeCode: async (code) => storeCode(code),
    takeBack: async (code, reason) => takeBack(code, reason),
    checkCode: async (check) => checkCode(check),
    lookUp: async (number) => lookUp(number, numbers.get(recordName(number), now()) ?? createNumberRecord(), now()),
    release: async (number) => release(number),
    close: () => {},
  };
}

/** The check of a message that the guard lets pass. */
const allowed: GuardCheck = { notices: [] };

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
