import type { Figure } from './figure';
import type { LayersReport } from './layers-program';
import { type MeasuringProcess, measureInProcess } from './measuring-process';

/**
 * Why a login is slower than the bare script: time of an operation, layer upon layer. V8's sampling profiler tells it wrongly
 * here, since on two busy cores it gets to look mostly at system calls.
 */
export async function measureLayers(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<LayersReport>({ ...options, program: 'layers-program' });
  return Object.entries(report).flatMap(([callers, layers]) => {
    const bare = Object.values(layers)[0] ?? Number.NaN;
    const who = `layers, ${callers} caller${callers === '1' ? '' : 's'}`;
    return Object.entries(layers).flatMap(([name, value]): Figure[] => [
      { name: `${who}: ${name}`, value, unit: 'µs' },
      ...(value === bare ? [] : [{ name: '  of the bare rate', value: bare / value, unit: '' }]),
    ]);
  });
}
