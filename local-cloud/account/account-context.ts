import { randomBytes, randomInt } from 'node:crypto';
import type { Reaper } from '../process/reaper';
import type { Storage } from './storage';

/** What every service of an account is given. */
export interface AccountContext {
  readonly storage: Storage;
  readonly reaper: Reaper;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that making or changing something takes. */
  readonly transitionMs: number;
  /** The account's number, a part of addresses. */
  readonly appId: string;
}

/** Tags of a resource, by key. */
export type Tags = Readonly<Record<string, string>>;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id as the cloud gives them, such as `vpc-1a2b3c4d`. */
export function newId(prefix: string): string {
  const rest = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${prefix}-${rest}`;
}

/** The id of a request. */
export function newRequestId(): string {
  const hex = randomBytes(16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A time as the cloud's services write it, in Beijing. */
export function cloudTime(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
