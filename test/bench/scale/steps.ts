import { type Scale, type ScaleResult, simulate } from './simulation';

/** A step of growth: users who log in per day, and the account's quotas. */
export interface Step {
  readonly users: number;
  /** The most instances at the same time. */
  readonly instances: number;
  /** Messages per second. */
  readonly smsQuota: number;
}

/** Ratio of requests at the busiest moment of a day to the day's average. */
export const peak = 5;
/** Logins per code: one user in ten mistypes. */
export const loginsPerSend = 1.1;

/** The steps in the table of docs/scale.md: from one instance to a billion users. */
export const steps: readonly Step[] = [
  { users: 10_000, instances: 1, smsQuota: 3_000 },
  { users: 100_000, instances: 1, smsQuota: 3_000 },
  { users: 100_000, instances: 1_000, smsQuota: 3_000 },
  { users: 1_000_000, instances: 1_000, smsQuota: 3_000 },
  { users: 10_000_000, instances: 1_000, smsQuota: 3_000 },
  { users: 50_000_000, instances: 1_000, smsQuota: 3_000 },
  { users: 100_000_000, instances: 1_000, smsQuota: 3_000 },
  { users: 100_000_000, instances: 2_000, smsQuota: 10_000 },
  { users: 1_000_000_000, instances: 20_000, smsQuota: 100_000 },
];

/**
 * Durations in milliseconds. The first two were measured with `make bench`. `redisTimeout` is set in the code. The others are the
 * assumptions listed in docs/scale.md.
 */
export const costs = {
  handling: 0.02,
  redisScript: 0.1,
  redisTimeout: 1500,
  coldStart: 500,
  redisRoundTrip: 1,
  smsLeast: 60,
  smsMore: 40,
} as const;

/** The most requests in the measured time. Limits the duration of a simulation. */
const mostRequests = 150_000;

/** Simulates a step. */
export function simulateStep(step: Step): ScaleResult {
  return simulate(scaleOf(step));
}

/** Returns the requests for a code per second at the busiest moment. */
export function sendsAtPeak({ users }: Pick<Step, 'users'>): number {
  return (users * peak) / 86_400;
}

function scaleOf(step: Step): Scale {
  const sends = sendsAtPeak(step);
  const logins = sends * loginsPerSend;
  const seconds = Math.min(3600, mostRequests / (sends + logins));
  return { ...costs, sends, logins, instances: step.instances, smsQuota: step.smsQuota, seconds };
}

/** Simulates steps and formats the results as a Markdown table. */
export function tableOf(rows: readonly Step[]): string {
  const head = [
    '| users a day | sends + logins /s | instances: allowed / busy | no free instance | over the SMS quota | Redis busy | p99 getSms | p99 login |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const lines = rows.map((step) => {
    const result = simulateStep(step);
    const sends = sendsAtPeak(step);
    const cells = [
      step.users.toLocaleString('en'),
      `${rounded(sends)} + ${rounded(sends * loginsPerSend)}`,
      `${step.instances.toLocaleString('en')} / ${result.instances.toLocaleString('en')}`,
      percent(result.withoutInstance),
      percent(result.overQuota),
      percent(result.redisBusy),
      milliseconds(result.sendP99),
      milliseconds(result.loginP99),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [...head, ...lines].join('\n');
}

const rounded = (number: number) => (number < 10 ? number.toFixed(1) : Math.round(number).toLocaleString('en'));
const percent = (share: number) => `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const milliseconds = (number: number) => (Number.isNaN(number) ? 'none' : `${number.toFixed(0)} ms`);
