import { type Scale, type ScaleResult, simulate } from './simulation';

/** A step of growth: users that log in a day, and the quotas that the account has by then. */
export interface Step {
  readonly users: number;
  readonly instances: number;
  readonly smsQuota: number;
}

/** Requests a second at the busiest moment, of one kind, for each that there is on average. */
export const peak = 5;
/** Logins for each code that is asked for: one in ten users mistypes. */
export const loginsPerSend = 1.1;

/** From one instance to hundreds of millions of users; see docs/scale.md, whose table is made of these. */
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
 * Milliseconds. The first three were measured by `make bench` on the development machine; the others are assumptions,
 * named as such in docs/scale.md.
 */
export const costs = {
  handling: 0.02,
  redisScript: 0.01,
  redisTimeout: 1500,
  coldStart: 500,
  redisRoundTrip: 1,
  smsLeast: 60,
  smsMore: 40,
} as const;

/** Requests that are simulated at the most, in the time that is looked at. */
const most = 150_000;

/** Simulates a step. */
export function simulateStep(step: Step): ScaleResult {
  return simulate(scaleOf(step));
}

/** Requests a second that ask for a code, at the busiest moment. */
export function sendsAtPeak({ users }: Pick<Step, 'users'>): number {
  return (users * peak) / 86_400;
}

function scaleOf(step: Step): Scale {
  const sends = sendsAtPeak(step);
  const logins = sends * loginsPerSend;
  const seconds = Math.min(3600, most / (sends + logins));
  return { ...costs, sends, logins, instances: step.instances, smsQuota: step.smsQuota, seconds };
}

/** Steps as a table of Markdown. */
export function tableOf(rows: readonly Step[]): string {
  const head = [
    '| users a day | sends + logins /s | instances: allowed / at work | without an instance | over the SMS quota | Redis busy | p99 getSms | p99 login |',
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
