import { type Figure, medianFigure } from './figure';
import type { HttpReport } from './http-program';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { Round } from './rounds';

/** Measures logins over HTTP, beside a bare HTTP server that runs the same scripts. */
export async function measureHttp(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const rounds = await measureInProcess<HttpReport>({ ...options, program: 'http-program' });
  const of = (measure: (round: Round) => number) => rounds.map(measure);
  const who = 'HTTP, 16 connections';
  return [
    medianFigure(
      { name: `${who}: bare server with EVALSHA`, unit: '/s' },
      of(({ bare }) => bare.rate),
    ),
    medianFigure(
      { name: `${who}: logins`, unit: '/s' },
      of(({ logins }) => logins.rate),
    ),
    medianFigure(
      { name: `${who}: logins / bare server`, unit: '', goal: { atLeast: 0.75 } },
      of(({ bare, logins }) => logins.rate / bare.rate),
    ),
    medianFigure(
      { name: `${who}: processor time of a login / bare server`, unit: '', goal: { atMost: 1.3 } },
      of(({ bare, logins }) => logins.processorTime / bare.processorTime),
    ),
  ];
}
