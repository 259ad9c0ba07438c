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
import { knownPeriodOf, rangeOf } from '../limits';
import { recordName } from '../record-name';
import { readNumberState } from './number-state';
import { createRedisClock } from './redis-clock';
import type { RedisConnection } from './redis-connection';
import { checkCodeScript, lookUpScript, storeCodeScript, takeBackScript } from './scripts';

/**
 * All keys have the same hash tag and so the same hash slot, since a script needs the keys of a number, of client networks and
 * of all numbers in one slot of a cluster. One shard holds them all; it runs many times more scripts per second than the SMS
 * API accepts messages. platform: redis-cluster-hash-tag
 */
const numberKey = (owner: { readonly phone: string; readonly isTest?: boolean | undefined }) =>
  `{sms}:${recordName(owner)}`;
const testArgument = (isTest: boolean | undefined) => (isTest ? 'test' : '');
const rangeKey = (phone: string) => `{sms}:range:${rangeOf(phone)}`;
const totalKey = '{sms}:total';
const messagesKey = (day: string) => `{sms}:messages:${day}`;
const knownKey = (period: number, shard: number) => `{sms}:known:${period}:${shard}`;

/**
 * Stores codes in Redis (4.0 to 7.0, standard or cluster architecture), with one script and one round trip per operation.
 *
 * @param now overrides the clock of Redis, for tests; milliseconds since 1970
 */
export function createRedisStore(connection: RedisConnection, rules: StoreRules, now?: () => number): CodeStore {
  const clock = createRedisClock(connection, rules.dayOf, now);

  async function storeCode({
    phone,
    isTest,
    handle,
    codeHash,
    known,
    networks,
    captcha,
  }: CodeToStore): Promise<StoreCodeResult> {
    const [word, number = 0, ...notices] = await clock.run(storeCodeScript, (day) => [
      [
        numberKey({ phone, isTest }),
        messagesKey(day.name),
        rangeKey(phone),
        totalKey,
        knownKey(knownPeriodOf(day), known.shard),
        knownKey(knownPeriodOf(day) - 1, known.shard),
      ],
      [
        handle,
        codeHash,
        known.member,
        networks?.network ?? '',
        networks?.site ?? '',
        captcha ?? '',
        rules.codeTtl,
        rules.sendInterval,
        rules.sendDailyLimit,
        rules.sendAddressLimit,
        rules.addressWindow,
        rules.dailyBudget ?? 0,
        testArgument(isTest),
      ],
    ]);
    const common = { notices: notices as Notice[] };
    if (word === 'stored' || word === 'duplicate') return { result: word, ...common };
    return { result: 'limited', limit: word as SendLimit, retryAfter: number, ...common };
  }

  async function takeBack({ phone, isTest, handle, codeHash }: CodeToStore, reason: TakeBackReason): Promise<void> {
    await clock.run(takeBackScript, (day) => [
      [numberKey({ phone, isTest }), messagesKey(day.name), rangeKey(phone), totalKey],
      [handle, codeHash, reason, rules.addressWindow, testArgument(isTest)],
    ]);
  }

  async function checkCode({
    phone,
    isTest,
    attemptId,
    codeHash,
    handle,
    known,
    networks,
  }: CodeToCheck): Promise<CheckCodeResult> {
    const [word, number = 0] = await clock.run(checkCodeScript, (day) => [
      [numberKey({ phone, isTest }), knownKey(knownPeriodOf(day), known.shard), rangeKey(phone), totalKey],
      [
        attemptId,
        codeHash,
        known.member,
        networks?.network ?? '',
        networks?.site ?? '',
        handle ?? '',
        rules.codeTtl,
        rules.maxAttempts,
        rules.sendAddressLimit,
        rules.addressWindow,
        testArgument(isTest),
      ],
    ]);
    switch (word) {
      case 'right':
        return { result: word, checkedAt: number };
      case 'wrong':
        return { result: word, attemptsLeft: number };
      case 'attempts':
      case 'address':
        return { result: 'limited', limit: word, retryAfter: number };
      default:
        return { result: word === 'spent' ? 'spent' : 'expired' };
    }
  }

  async function lookUp({ phone, isTest, known }: NumberToLookUp, action: 'look_up' | 'release'): Promise<NumberState> {
    const reply = await clock.run(lookUpScript, (day) => [
      [
        numberKey({ phone, isTest }),
        messagesKey(day.name),
        rangeKey(phone),
        totalKey,
        knownKey(knownPeriodOf(day), known.shard),
        knownKey(knownPeriodOf(day) - 1, known.shard),
      ],
      [
        action,
        known.member,
        rules.codeTtl,
        rules.maxAttempts,
        rules.sendInterval,
        rules.sendDailyLimit,
        rules.sendAddressLimit,
        rules.addressWindow,
        rules.dailyBudget ?? 0,
        testArgument(isTest),
      ],
    ]);
    return readNumberState(reply);
  }

  return {
    storeCode,
    takeBack,
    checkCode,
    lookUp: (number) => lookUp(number, 'look_up'),
    release: (number) => lookUp(number, 'release'),
    close: () => connection.close(),
  };
}
