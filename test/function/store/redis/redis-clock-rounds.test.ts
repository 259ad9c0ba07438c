import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '../../../../function/store/code-store';
import { createRedisClock } from '../../../../function/store/redis/redis-clock';
import type { RedisConnection } from '../../../../function/store/redis/redis-connection';
import type { ScriptReply } from '../../../../function/store/redis/script';
import { createCalendar } from '../../../../function/verification/calendar-day';

const hour = 3_600_000;
const noon = Date.UTC(2026, 10, 24, 4);
const dayOf = createCalendar('Asia/Shanghai');

/** A clock on a connection that plays replies, the last one for ever, and records what it is asked. */
function clockWith(replies: readonly ScriptReply[], time: () => Promise<number>, now?: () => number) {
  const asked: { keys: readonly string[]; args: readonly unknown[] }[] = [];
  const connection = {
    run: async (_script: unknown, keys: readonly string[], args: readonly unknown[]) => {
      asked.push({ keys, args });
      return replies[Math.min(asked.length, replies.length) - 1] ?? [];
    },
    time,
  } as unknown as RedisConnection;
  const clock = createRedisClock(connection, dayOf, now);
  const run = () => clock.run({} as never, (day) => [[day.name], ['argument']]);
  return { run, asked };
}

describe('The clock of Redis', () => {
  it('gives scripts no time, and the day with its limits before their own arguments', async () => {
    const { run, asked } = clockWith([['stored']], async () => 0);
    expect(await run()).toEqual(['stored']);
    const day = dayOf(Date.now());
    expect(asked).toEqual([{ keys: [day.name], args: ['', day.name, day.startsAt, day.endsAt, 'argument'] }]);
  });

  it('gives the time as a whole number if a test sets it', async () => {
    const { run, asked } = clockWith(
      [['stored']],
      async () => 0,
      () => noon + 0.7,
    );
    await run();
    expect(asked[0]?.args[0]).toBe(noon);
    expect(asked[0]?.keys).toEqual([dayOf(noon).name]);
  });

  it('asks Redis for its time once, if a script may not, and corrects its own by the difference', async () => {
    let questions = 0;
    const { run, asked } = clockWith([['clock'], ['stored']], async () => {
      questions++;
      return Date.now() + hour;
    });
    await run();
    await run();
    expect(questions).toBe(1);
    expect(asked).toHaveLength(3);
    for (const { args } of asked.slice(1)) expect(Math.abs(Number(args[0]) - Date.now() - hour)).toBeLessThan(1000);
  });

  it('repeats a script with the day of the time that it tells', async () => {
    const tomorrow = noon + 24 * hour;
    const { run, asked } = clockWith(
      [['other_day', tomorrow], ['stored']],
      async () => 0,
      () => noon,
    );
    await run();
    expect(asked.map(({ keys }) => keys[0])).toEqual([dayOf(noon).name, dayOf(tomorrow).name]);
  });

  it('gives up after four rounds', async () => {
    const { run, asked } = clockWith(
      [['other_day', noon]],
      async () => 0,
      () => noon,
    );
    await expect(run()).rejects.toThrow(StoreUnavailableError);
    await expect(run()).rejects.toThrow('The time of Redis is in no calendar day.');
    expect(asked).toHaveLength(8);
  });
});
