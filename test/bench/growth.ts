import type { Figure } from './figure';
import type { GrowthReport } from './growth-program';
import { type MeasuringProcess, measureInProcess } from './measuring-process';

/** Measures Redis memory per number, and codes stored per second, as the store grows to a million numbers. */
export async function measureGrowth(options: Omit<MeasuringProcess, 'program'>): Promise<readonly Figure[]> {
  return measureInProcess<GrowthReport>({ ...options, program: 'growth-program' });
}
