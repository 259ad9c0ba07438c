import { type Costs, loginsPerSend, sendsAtPeak } from './costs';
import { type ScaleResult, simulate } from './simulation';

/** A step of growth: users who log in per day, and the account's quotas. */
export interface Step {
  readonly users: number;
  /** The most instances at the same time. */
  readonly instances: number;
  /** Messages per second. */
  readonly smsQuota: number;
}

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

/** The most requests in the measured time, which limit the duration of a simulation. */
const mostRequests = 50_000;
/** The least seconds: twice as long as a request can wait for Redis, so that an overload is steady. */
const leastSeconds = 3;

/**
 * Simulates a step.
 *
 * @param requests the most requests in the measured time, unless it would be too short
 */
export function simulateStep(step: Step, costs: Costs, requests = mostRequests): ScaleResult {
  const sends = sendsAtPeak(step.users);
  const logins = sends * loginsPerSend;
  const seconds = Math.min(3600, Math.max(leastSeconds, requests / (sends + logins)));
  return simulate({ ...costs, sends, logins, instances: step.instances, smsQuota: step.smsQuota, seconds });
}

/** Simulates steps and formats the results as a Markdown table. */
export function tableOf(rows: readonly Step[], costs: Costs): string {
  const head = [
    '| users a day | sends + logins /s | instances: allowed / busy | SMS quota /s | no free instance | over the SMS quota | Redis busy | p99 getSms | p99 login |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const lines = rows.map((step) => {
    const result = simulateStep(step, costs);
    const sends = sendsAtPeak(step.users);
    const cells = [
      step.users.toLocaleString('en'),
      `${rounded(sends)} + ${rounded(sends * loginsPerSend)}`,
      `${step.instances.toLocaleString('en')} / ${result.instances.toLocaleString('en')}`,
      step.smsQuota.toLocaleString('en'),
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
