import { figureOf } from '../figures-file';
import type { Run } from '../run';
import type { Scale } from './simulation';

/** Ratio of requests at the busiest moment of a day to the day's average. */
export const peak = 5;
/** Logins per code: one user in ten mistypes. */
export const loginsPerSend = 1.1;

/** What the simulation takes from a run of `make bench`, in milliseconds. */
type MeasuredCosts = Pick<Scale, 'handling' | 'redisSend' | 'redisLogin'>;
/** What else it needs to know but the load and the quotas. */
export type Costs = Omit<Scale, 'sends' | 'logins' | 'instances' | 'smsQuota' | 'seconds'>;

/** The names of the figures that docs/scale.md is about. */
export const scaleFigures = {
  handling: 'processor time of a login: + writing the line',
  redisSend: 'processor time of Redis: a send to an unknown number, full windows',
  redisLogin: 'processor time of Redis: a login with a handle',
  numberMemory: '1,000,000 numbers: Redis memory per number',
  knownMemory: '1,000,000 known numbers: Redis memory per number',
  guardMemory: 'a network and a range with one message: Redis memory',
} as const;

/** Durations that are not measured: the time-out is set in the code, the others are the assumptions listed in docs/scale.md. */
const assumedCosts = {
  redisTimeout: 1500,
  coldStart: 500,
  redisRoundTrip: 1,
  smsLeast: 60,
  smsMore: 40,
} as const;

/** Returns the durations that a run measured, and those that are assumed, in milliseconds. */
export function costsOf(run: Run): Costs {
  const milliseconds = (name: keyof MeasuredCosts) => figureOf(run, scaleFigures[name]).value / 1000;
  return {
    ...assumedCosts,
    handling: milliseconds('handling'),
    redisSend: milliseconds('redisSend'),
    redisLogin: milliseconds('redisLogin'),
  };
}

/** Returns the requests for a code per second at the busiest moment. */
export function sendsAtPeak(users: number): number {
  return (users * peak) / 86_400;
}

/** The load at which one Redis is busy all the time, at the busiest moment of a day. */
export interface RedisLimit {
  /** Milliseconds that Redis is busy for one user: with a send, and with the logins that follow. */
  readonly perUser: number;
  readonly sendsPerSecond: number;
  readonly usersPerDay: number;
}

/** Computes where one Redis ends. */
export function redisLimitOf({ redisSend, redisLogin }: MeasuredCosts): RedisLimit {
  const perUser = redisSend + loginsPerSend * redisLogin;
  const sendsPerSecond = 1000 / perUser;
  return { perUser, sendsPerSecond, usersPerDay: (sendsPerSecond * 86_400) / peak };
}

/** The most Redis memory that each user of a day needs, in bytes. */
export interface MemoryPerUser {
  /** The record of the number, until the end of the day. */
  readonly number: number;
  /** That the number is known: of those who logged in on each of the last 90 days, if all were others. */
  readonly known: number;
  /** The counters of the guard: those of the busiest hour, if no two messages shared a network or a range. */
  readonly guard: number;
}

/** Computes the memory per user and day. */
export function memoryPerUser(run: Run): MemoryPerUser {
  const bytes = (name: 'numberMemory' | 'knownMemory' | 'guardMemory') => figureOf(run, scaleFigures[name]).value;
  return {
    number: bytes('numberMemory'),
    known: 90 * bytes('knownMemory'),
    guard: (peak / 24) * bytes('guardMemory'),
  };
}
