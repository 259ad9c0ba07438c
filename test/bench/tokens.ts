import { type Figure, medianFigure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { TokenReport } from './token-program';

/** Measures logins that get a session token, beside the bare script and a bare signature with ES256. */
export async function measureTokens(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const rounds = await measureInProcess<TokenReport>({ ...options, program: 'token-program' });
  const bareWay = 'bare EVALSHA and ES256 signature';
  return [
    medianFigure(
      { name: `1 caller: ${bareWay}`, unit: '/s' },
      rounds.map(({ bare }) => bare.rate),
    ),
    medianFigure(
      { name: '1 caller: logins with a token', unit: '/s' },
      rounds.map(({ logins }) => logins.rate),
    ),
    medianFigure(
      { name: `1 caller: logins with a token / ${bareWay}`, unit: '' },
      rounds.map(({ bare, logins }) => logins.rate / bare.rate),
    ),
  ];
}
