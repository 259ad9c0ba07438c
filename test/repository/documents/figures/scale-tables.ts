import { figureOf } from '../../../bench/figures-file';
import type { Run } from '../../../bench/run';
import { costsOf, loginsPerSend, memoryPerUser, peak, redisLimitOf, scaleFigures } from '../../../bench/scale/costs';

/** Sizes of Redis instances in docs/scale.md, in GB. */
const sizes = [1, 4, 16, 64];

/** Calculates where one Redis ends, line by line. */
export function redisLimitTable(run: Run): string {
  const { redisSend, redisLogin } = costsOf(run);
  const { perUser, sendsPerSecond, usersPerDay } = redisLimitOf({ handling: 0, redisSend, redisLogin });
  const microseconds = (milliseconds: number) => `${(milliseconds * 1000).toFixed(1)} µs`;
  return [
    '| step | value |',
    '| --- | ---: |',
    `| a send, measured | ${microseconds(redisSend)} |`,
    `| a login, measured | ${microseconds(redisLogin)} |`,
    `| a user: a send and ${loginsPerSend} logins | ${microseconds(perUser)} |`,
    `| users a second, if Redis does nothing else: 1 s / ${microseconds(perUser)} | ${whole(sendsPerSecond)} |`,
    `| users a day, with ${peak} times the average at the busiest moment: ${whole(sendsPerSecond)} × 86,400 s / ${peak} | ${millions(usersPerDay)} |`,
  ].join('\n');
}

/** Adds up the memory that Redis needs for each user of a day, and tells for how many users instances are large enough. */
export function redisMemoryTable(run: Run): string {
  const { number, known, guard } = memoryPerUser(run);
  const sum = number + known + guard;
  const measured = (name: keyof typeof scaleFigures) => {
    const { value } = figureOf(run, scaleFigures[name]);
    return Number.isInteger(value) ? `${value} B` : `${value.toFixed(1)} B`;
  };
  return [
    '| for each user of a day | kept for | memory, at most |',
    '| --- | --- | ---: |',
    `| the number, its codes and counters: ${measured('numberMemory')} | the day | ${whole(number)} B |`,
    `| known numbers: ${measured('knownMemory')} each, if the users of 90 days were all others | 60 to 90 days | ${whole(known)} B |`,
    `| the guard: ${measured('guardMemory')} a message, if none shared its network and its range; ${peak} hours’ average in the busiest one | an hour | ${whole(guard)} B |`,
    `| **sum** | | **${whole(sum)} B** |`,
    '',
    '| Redis memory | is enough for users a day |',
    '| ---: | ---: |',
    ...sizes.map((size) => `| ${size} GB${size === 4 ? ' (`prod`)' : ''} | ${millions((size * 1e9) / sum)} |`),
  ].join('\n');
}

const whole = (value: number) => Math.round(value).toLocaleString('en');
const millions = (value: number) => `${value < 1e7 ? (value / 1e6).toFixed(1) : whole(value / 1e6)} million`;
