import type { Figure } from './figure';
import { type MeasuringProcess, measureInProcess } from './measuring-process';
import type { TokenReport } from './token-program';

/** Measures logins that get a session token, beside a bare EVALSHA command with a bare ES256 signature. */
export async function measureTokens(options: Omit<MeasuringProcess, 'program'>): Promise<Figure[]> {
  const { bare, logins } = await measureInProcess<TokenReport>({ ...options, program: 'token-program' });
  return [
    { name: '1 caller: bare EVALSHA and ES256 signature', value: Math.round(bare), unit: '/s' },
    { name: '1 caller: logins with a token', value: Math.round(logins), unit: '/s' },
    { name: '1 caller: logins with a token / bare EVALSHA and ES256 signature', value: logins / bare, unit: '' },
  ];
}
