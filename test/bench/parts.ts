import type { Figure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { PartsReport } from './parts-program';

/**
 * Where the processor's time of a login goes besides Redis: each part by itself, microseconds. V8's sampling profiler tells
 * it wrongly here, since on two busy cores it gets to look mostly at system calls.
 */
export async function measureParts(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const parts = await measureInProcess<PartsReport>({ ...options, program: 'parts-program' });
  return Object.entries(parts).map(([name, value]) => ({ name, value, unit: 'µs' }));
}
