import type { Figure } from './figure';
import type { LayersReport } from './layers-program';
import { type MeasuringProcess, measureInProcess } from './measuring-process';

/**
 * Measures where the time of a login goes, by adding the layers of the service to the bare script one by one. V8's sampling profiler
 * is misleading here: on two busy cores, most of its samples are system calls.
 */
export async function measureLayers(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<LayersReport>({ ...options, program: 'layers-program' });
  return Object.entries(report).flatMap(([callers, layers]) => {
    const bare = Object.values(layers)[0] ?? Number.NaN;
    const who = `layers, ${callers} caller${callers === '1' ? '' : 's'}`;
    return Object.entries(layers).flatMap(([name, value]): Figure[] => [
      { name: `${who}: ${name}`, value, unit: 'µs' },
      ...(value === bare ? [] : [{ name: '  rate / bare rate', value: bare / value, unit: '' }]),
    ]);
  });
}
