import type { LiveCode, NumberBlock, NumberState } from '../code-store';
import type { ScriptReply } from './script';

/** Reads the reply of `look-up.lua`. */
export function readNumberState([, messagesToday = 0, ...items]: ScriptReply): NumberState {
  const rows = items.map((item) => item.split(' '));
  const rowsOf = (kind: string) => rows.filter(([word]) => word === kind).map(([, ...values]) => values);
  return {
    messagesToday,
    isKnown: rowsOf('known').length > 0,
    blocks: rowsOf('block').map(([limit, retryAfter]) => ({
      limit: limit as NumberBlock['limit'],
      retryAfter: Number(retryAfter),
    })),
    codes: rowsOf('code')
      .map(readCode)
      .sort((one, other) => one.sentAt - other.sentAt),
    attemptsLeftToday: Number(rowsOf('attempts')[0]?.[0]),
  };
}

function readCode([sentAt, expiresIn, isUsed, withHandle, withoutHandle]: readonly string[]): LiveCode {
  return {
    sentAt: Number(sentAt),
    expiresIn: Number(expiresIn),
    isUsed: isUsed === '1',
    attemptsLeft: {
      withHandle: Number(withHandle),
      ...(withoutHandle !== undefined && { withoutHandle: Number(withoutHandle) }),
    },
  };
}
