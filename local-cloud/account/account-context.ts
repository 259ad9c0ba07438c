import { randomBytes, randomInt } from 'node:crypto';
import type { Reaper } from '../process/reaper';
import type { Storage } from './storage';

/** Dependencies that all services of an account share. */
export interface AccountContext {
  readonly storage: Storage;
  readonly reaper: Reaper;
  /** @returns the current time in milliseconds since 1970 */
  readonly now: () => number;
  /** Milliseconds that creating or changing a resource takes. */
  readonly transitionMs: number;
  /** The account's `APPID`, a number that is part of resource names. */
  readonly appId: string;
  /** The account ID (UIN) of the account's owner. */
  readonly ownerUin: number;
}

/** Tags of a resource, by key. */
export type Tags = Readonly<Record<string, string>>;

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Creates the ID of a resource in the cloud's form, such as `vpc-1a2b3c4d`. */
export function newId(prefix: string): string {
  const rest = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `${prefix}-${rest}`;
}

/** Creates the ID of a request: a UUID's form, of random digits. */
export function newRequestId(): string {
  const hex = randomBytes(16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Formats a time as the cloud's services do: `2026-01-02 03:04:05`, in Beijing time. platform: api-times-in-beijing */
export function cloudTime(milliseconds: number): string {
  return new Date(milliseconds + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
