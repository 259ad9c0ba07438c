import type { Figure } from '../../../bench/figure';
import type { Run } from '../../../bench/run';
import { colours, hiddenAxis, label, mutedLabel, type Plot } from './plot';

/** Plots what happens as the store grows: Redis memory per number, and codes stored a second. */
export function growthPlot(run: Run): Plot {
  const memory = figuresByNumbers(run, 'Redis memory per number');
  const rates = figuresByNumbers(run, 'codes stored');
  if (memory.length === 0 || rates.length !== memory.length)
    throw new Error('docs/figures.json has no figures of growth. Run make bench.');
  const told = (figures: typeof memory) => figures.map(({ numbers, value }) => `${value} with ${numbers}`).join(', ');
  const panel = (index: number) => ({
    xAxis: {
      type: 'category' as const,
      gridIndex: index,
      data: memory.map(({ numbers }) => numbers),
      axisLabel: mutedLabel,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.muted } },
      name: 'numbers',
      nameLocation: 'middle' as const,
      nameGap: 28,
      nameTextStyle: mutedLabel,
    },
    yAxis: { ...hiddenAxis, gridIndex: index, min: 0, max: ({ max }: { readonly max: number }) => max * 1.2 },
    line: {
      type: 'line' as const,
      xAxisIndex: index,
      yAxisIndex: index,
      silent: true,
      symbol: 'circle',
      symbolSize: 8,
      itemStyle: { color: colours.first },
      lineStyle: { color: colours.first, width: 2.5 },
      label: { ...label, show: true, position: 'top' as const },
    },
  });
  const [left, right] = [panel(0), panel(1)];
  const title = (text: string, at: number) => ({
    text,
    left: at,
    top: 0,
    textStyle: { ...label, fontWeight: 'bold' as const },
  });
  return {
    name: 'growth',
    title: 'From a thousand to a million numbers',
    description: `Redis memory per number, in bytes: ${told(memory)}. Codes stored a second: ${told(rates)}.`,
    height: 230,
    option: {
      title: [title('Redis memory per number, bytes', 5), title('codes stored a second', 415)],
      grid: [
        { left: 10, width: 370, top: 30, bottom: 50 },
        { left: 420, width: 370, top: 30, bottom: 50 },
      ],
      xAxis: [left.xAxis, right.xAxis],
      yAxis: [left.yAxis, right.yAxis],
      series: [
        { ...left.line, data: memory.map(({ value }) => value) },
        {
          ...right.line,
          data: rates.map(({ value }) => ({ value, label: { formatter: value.toLocaleString('en') } })),
        },
      ],
    },
  };
}

/** Finds the figures of growth, such as `1,000 numbers: codes stored`, in order. */
function figuresByNumbers({ figures }: Run, what: string): ReadonlyArray<Figure & { readonly numbers: string }> {
  return figures.flatMap((figure) => {
    const [, numbers, measured] = /^([\d,]+) numbers: (.*)$/.exec(figure.name) ?? [];
    return numbers !== undefined && measured === what ? [{ ...figure, numbers }] : [];
  });
}
