import { type Figure, medianFigure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { Round } from './rounds';
import type { ThroughputReport } from './throughput-program';

/** The goals by number of callers, for the ratio of the rates and for the additional processor time. */
const goals: Readonly<Record<number, { readonly ratio: number; readonly processorTime?: number }>> = {
  1: { ratio: 0.8 },
  16: { ratio: 0.65, processorTime: 10 },
};

/** Measures logins beside bare `EVALSHA` commands that run the same scripts, in one process. */
export async function measureThroughput(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<ThroughputReport>({ ...options, program: 'throughput-program' });
  return Object.entries(report).flatMap(([callers, rounds]): Figure[] => {
    const who = `${callers} caller${callers === '1' ? '' : 's'}`;
    const { ratio, processorTime } = goals[Number(callers)] ?? {};
    const of = (measure: (round: Round) => number) => rounds.map(measure);
    return [
      medianFigure(
        { name: `${who}: bare EVALSHA`, unit: '/s' },
        of(({ bare }) => bare.rate),
      ),
      medianFigure(
        { name: `${who}: logins`, unit: '/s' },
        of(({ logins }) => logins.rate),
      ),
      medianFigure(
        { name: `${who}: logins / bare EVALSHA`, unit: '', ...(ratio !== undefined && { goal: { atLeast: ratio } }) },
        of(({ bare, logins }) => logins.rate / bare.rate),
      ),
      medianFigure(
        {
          name: `${who}: processor time of a login over bare EVALSHA`,
          unit: 'µs',
          ...(processorTime !== undefined && { goal: { atMost: processorTime } }),
        },
        of(({ bare, logins }) => logins.processorTime - bare.processorTime),
      ),
    ];
  });
}
