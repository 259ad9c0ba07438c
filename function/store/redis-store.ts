import checkCodeLua from './check-code.lua';
import type { CheckCodeResult, CodeStore, CodeToStore, Limit, StoreCodeResult, StoreRules } from './code-store';
import type { RedisConnection } from './redis-connection';
import { createScript } from './script';
import storeCodeLua from './store-code.lua';
import takeBackLua from './take-back.lua';

const storeCodeScript = createScript(storeCodeLua);
const takeBackScript = createScript(takeBackLua);
const checkCodeScript = createScript(checkCodeLua);

/**
 * All keys have the same hash tag and so the same hash slot, since a script needs a number's key and a client address's key
 * in one slot of a cluster. One shard holds them all; it runs many times more scripts per second than the SMS API accepts
 * messages.
 */
const numberKey = (phone: string) => `{sms}:${phone}`;
const addressKey = ({ address, window }: CodeToStore) => `{sms}:address:${address}:${window.name}`;

/**
 * Stores codes in Redis (4.0 to 7.0, standard or cluster architecture), with one script and one round trip per operation.
 *
 * A number's record is a hash with the document's fields (`sentAt`, `code`, `tries`, `result`), the counters of messages
 * (`day`, `sends`), and the fields that recognize a retry (`request`, `tried`, `checkedAt`). Times come from the caller's
 * clock, since a script on Redis 4.0 must not read the time and then write.
 */
export function createRedisStore(connection: RedisConnection, rules: StoreRules): CodeStore {
  return {
    async storeCode(code): Promise<StoreCodeResult> {
      const { phone, requestId, codeHash, now, day, window } = code;
      const recordTtl = Math.max(day.endsAt - now, rules.codeTtl, rules.sendInterval);
      const [result, number = 0] = await connection.run(
        storeCodeScript,
        [numberKey(phone), addressKey(code)],
        [
          requestId,
          codeHash,
          now,
          day.name,
          recordTtl,
          window.endsAt - now,
          rules.sendInterval,
          rules.sendDailyLimit,
          rules.sendAddressLimit,
        ],
      );
      if (result === 'stored' || result === 'duplicate') return { result, sendsToday: number };
      const retryAfter = { interval: number, day: day.endsAt - now, address: window.endsAt - now };
      const limit = result as Limit;
      return { result: 'limited', limit, retryAfter: retryAfter[limit] };
    },

    async takeBack(code) {
      const keys = [numberKey(code.phone), addressKey(code)];
      await connection.run(takeBackScript, keys, [code.requestId]);
    },

    async checkCode({ phone, requestId, codeHash, now }): Promise<CheckCodeResult> {
      const [result, number = 0] = await connection.run(
        checkCodeScript,
        [numberKey(phone)],
        [requestId, codeHash, now, rules.codeTtl, rules.maxAttempts],
      );
      if (result === 'right') return { result, checkedAt: number };
      if (result === 'wrong') return { result, attemptsLeft: number };
      return { result: result === 'spent' ? 'spent' : 'expired' };
    },

    close: () => connection.close(),
  };
}
