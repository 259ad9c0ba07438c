import { serviceAddress } from './service-address';

/** What the page knows of a live code that it requested. The code itself is not among it. */
export interface RequestedCode {
  /** The number to which it was sent. */
  readonly phone: string;
  /** Its handle; empty if the number's newest code is meant. */
  readonly handle: string;
  /** When it expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** When another one can be requested, in milliseconds since 1970. */
  readonly resendAt: number;
}

/** Services of one host share what is stored. */
const key = serviceAddress(location);

/** Keeps a requested code for when the page is loaded again in this tab. The page works without, where the browser stores nothing. */
export function keepRequestedCode(requested: RequestedCode): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(requested));
  } catch {}
}

export function forgetRequestedCode(): void {
  try {
    sessionStorage.removeItem(key);
  } catch {}
}

/** Finds the requested code, and forgets one that has expired. */
export function findRequestedCode(): RequestedCode | undefined {
  try {
    const requested: RequestedCode = JSON.parse(sessionStorage.getItem(key) ?? '');
    if (requested.phone && requested.expiresAt > Date.now()) return requested;
  } catch {}
  forgetRequestedCode();
  return undefined;
}
