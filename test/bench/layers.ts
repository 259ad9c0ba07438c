import { type Figure, medianFigure } from './figure';
import type { LayersReport } from './layers-program';
import { type MeasuringProcess, measureInProcess } from './measuring-process';

/**
 * Measures where the processor time of a login goes, by adding the layers of the service to the bare script one by one. V8's sampling
 * profiler is misleading here: on two busy cores, most of its samples are system calls.
 */
export async function measureLayers(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const report = await measureInProcess<LayersReport>({ ...options, program: 'layers-program' });
  return Object.entries(report).map(([name, rounds], index) =>
    medianFigure({ name: `processor time of a login: ${index === 0 ? name : `+ ${name}`}`, unit: 'µs' }, rounds),
  );
}
