import type { LiveCode, NumberBlock, NumberState, StoreRules } from '../code-store';
import { limits } from '../limits';
import { countedSends, countedSince, type NumberRecord } from './memory-record';

/** How many messages of a day one network may ask for. */
export const shareOfNetwork = ({ sendDailyLimit }: StoreRules): number => Math.max(1, Math.floor(sendDailyLimit / 2));

/** The limits of a number itself that refuse its messages or its codes. */
export function numberBlocks(record: NumberRecord, rules: StoreRules, time: number): NumberBlock[] {
  const day = rules.dayOf(time);
  const blocks: NumberBlock[] = [];
  if (countedSends(record, day) >= rules.sendDailyLimit) blocks.push({ limit: 'day', retryAfter: day.endsAt - time });
  const newest = record.codes.at(-1);
  const wait = newest === undefined ? 0 : newest.sentAt + rules.sendInterval - time;
  if (newest !== undefined && newest.sentAt > countedSince(record) && wait > 0) {
    blocks.push({ limit: 'interval', retryAfter: wait });
  }
  if (wrongLeft(record, day.name) === 0) blocks.push({ limit: 'attempts', retryAfter: day.endsAt - time });
  return blocks;
}

/** What a record tells of its number. */
export function readRecord(
  record: NumberRecord,
  rules: StoreRules,
  time: number,
): Pick<NumberState, 'messagesToday' | 'codes' | 'attemptsLeftToday'> {
  const day = rules.dayOf(time);
  const newest = record.codes.at(-1);
  const live = record.codes.filter(({ sentAt }) => time - sentAt < rules.codeTtl);
  return {
    messagesToday: record.day === day.name ? record.sendsToday : 0,
    codes: live.map((code): LiveCode => {
      const { sentAt, used, attempts } = code;
      const left = ({ length }: readonly string[]) =>
        used === undefined ? Math.max(0, rules.maxAttempts - length) : 0;
      const withoutHandle = code === newest && { withoutHandle: left(attempts.none) };
      return {
        sentAt,
        expiresIn: sentAt + rules.codeTtl - time,
        isUsed: used !== undefined,
        attemptsLeft: { withHandle: left(attempts.handle), ...withoutHandle },
      };
    }),
    attemptsLeftToday: wrongLeft(record, day.name),
  };
}

function wrongLeft({ wrong }: NumberRecord, day: string): number {
  return Math.max(0, limits.attemptsPerDay - (wrong.day === day ? wrong.count : 0));
}
