import { createCode, deriveCodeKey, hashCode, readCode } from '../../function/code';
import { readEvent } from '../../function/http/event';
import { readFields } from '../../function/http/fields';
import { preferredLanguage } from '../../function/http/language';
import { toReply } from '../../function/http/reply';
import { createLog } from '../../function/log';
import { loadService, logIn } from './measured-service';
import { report } from './report';

/** Microseconds that each part of a login takes by itself, by name. */
export type PartsReport = Readonly<Record<string, number>>;

const rounds = 300_000;

async function main(): Promise<void> {
  const headers = { 'x-scf-remote-addr': '203.0.113.7', 'accept-language': 'en' };
  const queryString = { method: 'login', phone: '8618566246600', code: '123456' };
  const event = { httpMethod: 'GET', path: '/', headers, queryString, body: '' };
  const key = deriveCodeKey('a secret of an account');
  const codes = Array.from({ length: 1000 }, createCode);
  const outcome = { codeStr: 'CodeHasExpired' } as const;
  const phone = { e164: '+8618566246600', masked: '+86185****6600' };
  const describe = createLog(
    () => {},
    () => Date.now(),
  );

  const parts: Readonly<Record<string, (round: number) => unknown>> = {
    'reading event and fields': (round) => readFields(readEvent(event, { request_id: `r${round}` })),
    'HMAC of number and code': (round) => hashCode(key, '+8618566246600', readCode(codes[round % 1000] ?? '') ?? ''),
    'making the line of the log': (round) =>
      describe({ requestId: `r${round}`, durationMs: round / 7, outcome, phone }),
    'writing the line': (round) => process.stdout.write(`${'a line of the usual length, '.repeat(5)}${round}\n`),
    'making the reply': () => toReply(outcome, { language: preferredLanguage('en'), headers: {} }),
  };
  const taken: Record<string, number> = {};
  for (const [name, part] of Object.entries(parts)) {
    await microsecondsOf(part);
    taken[name] = await microsecondsOf(part);
  }
  const handle = loadService({ CODE_STORE: 'memory', REDIS_HOST: '' });
  const login = (round: number) => logIn(handle, round);
  await microsecondsOf(login);
  report({ 'login without Redis, all parts': await microsecondsOf(login), ...taken } satisfies PartsReport);
}

async function microsecondsOf(part: (round: number) => unknown): Promise<number> {
  const startedAt = performance.now();
  for (let round = 0; round < rounds; round++) await part(round);
  return ((performance.now() - startedAt) / rounds) * 1000;
}

main();
