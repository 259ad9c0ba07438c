import { formatValue } from '../../../bench/figure';
import { figureOf } from '../../../bench/figures-file';
import type { Run } from '../../../bench/run';
import { colours, hiddenAxis, label, mutedLabel, type Plot } from './plot';

/** The rates beside those of the bare parts. The name of a figure begins with `where`, that of the ratio has both names. */
const pairs = [
  { who: '1 caller', where: '1 caller', ours: 'logins', bare: 'bare EVALSHA' },
  {
    who: '1 caller, with a token',
    where: '1 caller',
    ours: 'logins with a token',
    bare: 'bare EVALSHA and ES256 signature',
  },
  { who: '16 callers', where: '16 callers', ours: 'logins', bare: 'bare EVALSHA' },
  { who: 'HTTP, 16 connections', where: 'HTTP, 16 connections', ours: 'logins', bare: 'bare server' },
] as const;

/** Plots logins a second beside the bare parts that they are made of. */
export function ratesPlot(run: Run): Plot {
  const rows = pairs.map(({ who, where, ours, bare }) => ({
    who,
    ours: figureOf(run, `${where}: ${ours}`),
    bare: figureOf(run, `${where}: ${bare}${bare === 'bare server' ? ' with EVALSHA' : ''}`),
    ratio: figureOf(run, `${where}: ${ours} / ${bare}`).value.toFixed(2),
    bareName: bare,
  }));
  const rounded = (value: number) => formatValue({ name: '', value: Math.round(value), unit: '/s' });
  const bar = { type: 'bar', silent: true, barWidth: 18, barGap: '15%' } as const;
  return {
    name: 'rates',
    title: 'Logins a second, beside the bare parts',
    description: rows
      .map(
        (row) =>
          `${row.who}: ${rounded(row.ours.value)}, ${row.ratio} of ${row.bareName} (${rounded(row.bare.value)}).`,
      )
      .join(' '),
    height: 8 + rows.length * 62,
    option: {
      grid: { left: 160, right: 210, top: 4, bottom: 4 },
      xAxis: hiddenAxis,
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ who }) => who),
        axisLabel: label,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.muted } },
      },
      series: [
        {
          ...bar,
          itemStyle: { color: colours.first },
          data: rows.map((row) => ({
            value: row.ours.value,
            label: {
              ...label,
              show: true,
              position: 'right',
              formatter: `${rounded(row.ours.value)}, ${row.ratio} of the bare rate`,
            },
          })),
        },
        {
          ...bar,
          itemStyle: { color: colours.baseline },
          data: rows.map(({ bare, bareName }) => ({
            value: bare.value,
            label: { ...mutedLabel, show: true, position: 'right', formatter: `${rounded(bare.value)}, ${bareName}` },
          })),
        },
      ],
    },
  };
}
