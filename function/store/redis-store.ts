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
 * Keys share a hash tag, and so a hash slot: a script that counts for a number and for a client address needs both keys in
 * one slot of a cluster. One shard then holds all of them, which is no limit: it does more in a second than SMS are sent.
 */
const numberKey = (phone: string) => `{sms}:${phone}`;
const addressKey = ({ address, window }: CodeToStore) => `{sms}:address:${address}:${window.name}`;

/**
 * Keeps codes in Redis (4.0 to 7.0, standard or cluster architecture), one script and one round trip an operation.
 *
 * A number's record is a hash with the document's fields (`sentAt`, `code`, `tries`, `result`), those that count messages
 * (`day`, `sends`) and those that tell a repeat (`request`, `tried`, `checkedAt`). Times come from the caller's clock,
 * since a script on Redis 4.0 may not ask for the time and write.
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
      if (result === 'stored' || result === 'repeated') return { result, sendsToday: number };
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
