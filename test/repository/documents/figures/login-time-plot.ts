import type { Run } from '../../../bench/run';
import { colours, hiddenAxis, label, type Plot, shades } from './plot';

const prefix = 'processor time of a login: ';

/** Plots where the processor time of a login goes: one stacked bar, and below it each part at its place, with its name. */
export function loginTimePlot(run: Run): Plot {
  const layers = run.figures.filter(({ name }) => name.startsWith(prefix));
  if (layers.length === 0) throw new Error(`docs/figures.json has no figure "${prefix}…". Run make bench.`);
  const parts = layers.map(({ name, value }, index) => ({
    name: name.slice(prefix.length).replace(/^\+ /, ''),
    before: layers[index - 1]?.value ?? 0,
    // Each layer is measured with those before it. One that takes next to nothing can seem to take less.
    took: value - (layers[index - 1]?.value ?? 0),
  }));
  const total = layers.at(-1)?.value ?? Number.NaN;
  const rows = parts.length + 1;
  const bar = { type: 'bar', stack: 'time', silent: true, barWidth: 22 } as const;
  const at = { position: 'right' } as const;
  const microseconds = (value: number) => `${value.toFixed(1)} µs`;
  return {
    name: 'login-time',
    title: 'Where the processor time of a login goes, with 16 callers',
    description: `${microseconds(total)} in all. ${parts.map(({ name, took }) => `${name}: ${microseconds(took)}.`).join(' ')}`,
    height: 8 + rows * 36,
    option: {
      grid: { left: 160, right: 70, top: 4, bottom: 4 },
      xAxis: hiddenAxis,
      yAxis: {
        type: 'category',
        inverse: true,
        data: ['a login', ...parts.map(({ name }) => name)],
        axisLabel: label,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.muted } },
      },
      series: [
        // Puts each part where the one before ends.
        { ...bar, itemStyle: { color: 'none' }, data: ['-', ...parts.map(({ before }) => before)] },
        ...parts.map(({ took }, index) => {
          const value = Math.max(0, took);
          const isLast = index === parts.length - 1;
          const column = (row: number) => {
            if (row === 0) return { value, label: { ...label, show: isLast, ...at, formatter: microseconds(total) } };
            return row === index + 1
              ? { value, label: { ...label, show: true, ...at, formatter: microseconds(took) } }
              : '-';
          };
          return {
            ...bar,
            itemStyle: { color: index === 0 ? colours.baseline : (shades[index - 1] ?? colours.first) },
            data: Array.from({ length: rows }, (_, row) => column(row)),
          };
        }),
      ],
    },
  };
}
