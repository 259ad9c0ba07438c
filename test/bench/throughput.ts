import type { Figure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { ThroughputReport } from './throughput-program';

/** The goal for the ratio of logins to bare scripts per second, by number of callers. */
const goals: Readonly<Record<number, number | undefined>> = { 1: 0.9, 16: 0.6 };

/** Measures logins per second with Redis and with the memory store, and bare EVALSHA commands per second, in one process. */
export async function measureThroughput(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<ThroughputReport>({ ...options, program: 'throughput-program' });
  return Object.keys(report.bare).flatMap((callers): Figure[] => {
    const count = Number(callers);
    const [bare = Number.NaN, redis = Number.NaN] = [report.bare[count], report.redis[count]];
    const who = `${count} caller${count === 1 ? '' : 's'}`;
    const atLeast = goals[count];
    return [
      { name: `${who}: bare EVALSHA`, value: Math.round(bare), unit: '/s' },
      { name: `${who}: logins, Redis`, value: Math.round(redis), unit: '/s' },
      { name: `${who}: logins, memory store`, value: Math.round(report.memory[count] ?? Number.NaN), unit: '/s' },
      {
        name: `${who}: logins, Redis / bare EVALSHA`,
        value: redis / bare,
        unit: '',
        ...(atLeast !== undefined && { goal: { atLeast } }),
      },
    ];
  });
}
