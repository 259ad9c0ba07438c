import fc from 'fast-check';
import { expect, vi } from 'vitest';
import type { CodeStore, StoreRules } from '../../../function/store/code-store';
import { withIdempotentRetries } from '../../../function/store/idempotent-retries';
import { rules as defaultRules, sending, trying } from '../store/store-inputs';

const realNow = Date.now.bind(Date);
const day = 86_400_000;
const instances = 3;

/** Short enough that a game can wait until they end, by the real clock. */
const rules: StoreRules = { ...defaultRules, codeTtl: 40, sendInterval: 10, sendDailyLimit: 4 };

/** How wrong the clock of each instance is, in milliseconds. */
const error = fc.oneof(fc.constant(0), fc.integer({ min: -400 * day, max: 400 * day }));
const errors = fc.array(error, { minLength: instances, maxLength: instances });

const moves = fc.array(
  fc.record({
    kind: fc.constantFrom('send', 'send', 'check', 'check', 'take back', 'wait', 'wait until the code expires'),
    instance: fc.nat(instances - 1),
    withHandle: fc.boolean(),
  }),
  { minLength: 4, maxLength: 20 },
);

/** A code that was stored: after the one of these times and before the other, in milliseconds since 1970. */
interface Stored {
  readonly request: ReturnType<typeof sending>;
  readonly after: number;
  readonly before: number;
  used: boolean;
}

let numbers = 0;

/**
 * The property that instances whose processes have wrong clocks keep the send interval, the daily limit, the TTL and the promise.
 * Its bounds hold however slow the machine is; a millisecond more is allowed, since clocks are cut to milliseconds.
 *
 * @param connect connects an instance, by its number
 */
export function clocksDoNotMatter(
  connect: (instance: number, rules: StoreRules) => CodeStore,
  observe: (result: string) => void,
) {
  return fc.asyncProperty(errors, moves, async (wrong, played) => {
    const phone = `+86185${String(++numbers).padStart(8, '0')}`;
    const stores = wrong.map((_, instance) => withIdempotentRetries(connect(instance, rules)));
    let codes: Stored[] = [];

    /** Runs an operation while the process' clock shows the time of its instance. */
    async function at<Result>(instance: number, work: (store: CodeStore) => Promise<Result>): Promise<Result> {
      const store = stores[instance];
      if (store === undefined) throw new Error(`There is no instance ${instance}.`);
      const clock = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + (wrong[instance] ?? 0));
      return work(store).finally(() => clock.mockRestore());
    }

    async function send(instance: number): Promise<void> {
      const after = realNow();
      const request = sending({ phone, codeHash: `code of ${after}`, networks: undefined });
      const { result } = await at(instance, (store) => store.storeCode(request));
      const before = realNow();
      observe(result);
      if (result !== 'stored') return;
      const latest = codes.at(-1);
      if (latest !== undefined) expect(before - latest.after).toBeGreaterThanOrEqual(rules.sendInterval - 1);
      codes.push({ request, after, before, used: false });
      const today = codes.filter((code) => code.after >= rules.dayOf(before).startsAt);
      expect(today.length).toBeLessThanOrEqual(rules.sendDailyLimit);
    }

    async function check(instance: number, code: Stored, handle: string | undefined): Promise<void> {
      const after = realNow();
      const attempt = trying(code.request.codeHash, { phone, networks: undefined, handle });
      const { result } = await at(instance, (store) => store.checkCode(attempt));
      observe(result);
      if (result === 'right') {
        expect(code.used).toBe(false);
        expect(after - code.before).toBeLessThan(rules.codeTtl + 1);
        code.used = true;
      } else if (realNow() - code.after < rules.codeTtl - 1) expect([result, code.used]).toEqual(['spent', true]);
    }

    for (const { kind, instance, withHandle } of played) {
      const latest = codes.at(-1);
      if (kind === 'send') await send(instance);
      else if (kind.startsWith('wait')) await sleep(kind === 'wait' ? rules.sendInterval : rules.codeTtl);
      else if (latest !== undefined && kind === 'check') {
        await check(instance, latest, withHandle ? latest.request.handle : undefined);
      } else if (latest !== undefined) {
        await at(instance, (store) => store.takeBack(latest.request, 'refused'));
        codes = codes.slice(0, -1);
      }
    }
  });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
