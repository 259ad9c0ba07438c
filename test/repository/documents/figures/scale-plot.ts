import type { Run } from '../../../bench/run';
import { costsOf, redisLimitOf } from '../../../bench/scale/costs';
import type { ScaleResult } from '../../../bench/scale/simulation';
import { simulateStep } from '../../../bench/scale/steps';
import { colours, label, mutedLabel, type Plot } from './plot';

/** The most requests that are simulated for a point of a curve, which is enough for a smooth one. */
const requests = 10_000;

/** The quotas of a new account, and higher ones with which Redis is the limit. */
const accounts = [
  { name: '1,000 instances, 3,000 messages/s', instances: 1_000, smsQuota: 3_000, colour: colours.first },
  { name: '2,000 instances, 10,000 messages/s', instances: 2_000, smsQuota: 10_000, colour: colours.second },
] as const;

const [fewest, most] = [1e4, 2e8];
const usersPerDay = [fewest, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7, 5e7, 6e7, 8e7, 1e8, most];

/** Plots the simulated busiest moment of days with more and more users. */
export function scalePlot(run: Run): Plot {
  const costs = costsOf(run);
  const limit = redisLimitOf(costs).usersPerDay;
  const limitText = `one Redis ends: ${Math.round(limit / 1e6)} million`;
  const results = (account: (typeof accounts)[number], days: readonly number[]) =>
    days.map((users) => ({ users, ...simulateStep({ users, ...account }, costs, requests) }));
  const first = results(accounts[0], usersPerDay);
  // Higher quotas change nothing where those of a new account are not reached.
  const isLimited = (result: Result) => result.overQuota > 0 || result.instances === accounts[0].instances;
  const limited = first.filter(isLimited).map(({ users }) => users);
  const second = [...first.filter((result) => !isLimited(result)), ...results(accounts[1], limited)];
  const curves = [
    { ...accounts[0], results: first },
    { ...accounts[1], results: second },
  ];
  const panels: readonly Panel[] = [
    {
      title: 'busy instances',
      axis: { type: 'log', min: 1, max: 10_000 },
      of: ({ instances }) => Math.max(1, instances),
    },
    {
      title: 'messages over the SMS quota, %',
      axis: { type: 'value', min: 0, max: 50, interval: 25 },
      of: ({ overQuota }) => overQuota * 100,
    },
    {
      title: 'getSms, 99th percentile, ms',
      axis: { type: 'value', min: 0, splitNumber: 3 },
      of: ({ sendP99 }) => sendP99,
    },
  ];
  const [top, height, gap] = [58, 120, 40];
  const last = panels.length - 1;
  return {
    name: 'scale',
    title: 'The busiest moment of a day, simulated',
    description: curves
      .map(({ name, results }) => {
        const told = results.filter(({ users }) => users === 1e6 || users === 1e7 || users === 1e8);
        return `With ${name}: ${told.map(tell).join('; ')}.`;
      })
      .concat(`With ${limitText} users a day.`)
      .join(' '),
    height: top + panels.length * (height + gap) - 6,
    option: {
      title: [
        ...accounts.map(({ name, colour }, index) => ({
          text: `● ${name}`,
          left: 55 + index * 270,
          top: 0,
          textStyle: { ...label, color: colour },
        })),
        ...panels.map(({ title }, index) => ({
          text: title,
          left: 55,
          top: top + index * (height + gap) - 26,
          textStyle: { ...label, fontWeight: 'bold' as const },
        })),
      ],
      grid: panels.map((_, index) => ({ left: 60, right: 50, top: top + index * (height + gap), height })),
      xAxis: panels.map((_, index) => ({
        type: 'log' as const,
        gridIndex: index,
        min: fewest,
        max: most,
        axisLabel: { ...mutedLabel, show: index === last, formatter: nameOfPower },
        splitLine: { show: false },
        axisLine: { onZero: false, lineStyle: { color: colours.muted } },
        axisTick: { show: false },
        ...(index === last && {
          name: 'users a day',
          nameLocation: 'middle' as const,
          nameGap: 28,
          nameTextStyle: mutedLabel,
        }),
      })),
      yAxis: panels.map(({ axis }, index) => ({
        ...axis,
        gridIndex: index,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { ...mutedLabel, formatter: (value: number) => value.toLocaleString('en') },
        splitLine: { lineStyle: { color: colours.line } },
      })),
      series: panels.flatMap(({ of }, index) =>
        curves.map(({ colour, results }, curve) => ({
          type: 'line' as const,
          xAxisIndex: index,
          yAxisIndex: index,
          silent: true,
          symbol: 'none',
          // The first curve shows beside the second where both are the same.
          lineStyle: { color: colour, width: curve === 0 ? 4.5 : 1.5 },
          data: results.map((result) => [result.users, of(result)]),
          ...(curve === 0 && {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: colours.muted, type: 'dashed' as const, width: 1 },
              label: {
                ...mutedLabel,
                show: index === 0,
                position: 'end' as const,
                formatter: limitText,
                align: 'right' as const,
              },
              data: limit < most ? [{ xAxis: limit }] : [],
            },
          }),
        })),
      ),
    },
  };
}

type Result = ScaleResult & { readonly users: number };

/** One of the plots above each other. */
interface Panel {
  readonly title: string;
  readonly axis: { readonly type: 'log' | 'value'; readonly min: number; readonly max?: number } & {
    readonly interval?: number;
    readonly splitNumber?: number;
  };
  readonly of: (result: Result) => number;
}

/** Labels powers of ten, but not the end of the axis. */
const nameOfPower = (users: number) => (Number.isInteger(Math.log10(users)) ? users.toLocaleString('en') : '');

function tell({ users, instances, overQuota, sendP99 }: Result): string {
  const over = `${Math.round(overQuota * 100)} % over the SMS quota`;
  return `${users.toLocaleString('en')} users a day, ${instances} busy instances, ${over}, getSms within ${Math.round(sendP99)} ms`;
}
