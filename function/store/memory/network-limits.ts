import type { ClientNetworks } from '../code-store';
import { limits } from '../limits';
import type { Counted } from './sliding-window';
import { createWindowMap } from './window-map';

/** What is counted for the networks of a client. */
type CountedForNetworks = Extract<Counted, 'unconfirmed' | 'wrong'>;

/** Counts messages and wrong codes for the networks of clients, in memory. Unknown networks have no limit. */
export interface NetworkLimits {
  /** Milliseconds until a client may try again; `undefined` if it may now. A site has a multiple of the limit of a network. */
  retryAfter(networks: ClientNetworks | undefined, counted: CountedForNetworks, limit: number): number | undefined;
  /** Adds to what is counted for a time. */
  add(networks: ClientNetworks | undefined, counted: CountedForNetworks, time: number, change: 1 | -1): void;
}

/**
 * @param window length of the sliding window in milliseconds
 * @param now returns the current time in milliseconds since 1970
 */
export function createNetworkLimits(window: number, now: () => number): NetworkLimits {
  const windows = createWindowMap(window);
  return {
    retryAfter(networks, counted, limit) {
      for (const { tag, factor } of tagsOf(networks)) {
        if (windows.sums(tag, counted, now()).all >= limit * factor) return windows.timeLeft(tag, counted, now());
      }
      return undefined;
    },
    add(networks, counted, time, change) {
      for (const { tag } of tagsOf(networks)) windows.add(tag, counted, { at: time, now: now() }, change);
    },
  };
}

/** The tags of a client's networks, each with the factor by which limits apply to it. */
function tagsOf(networks: ClientNetworks | undefined): Array<{ readonly tag: string; readonly factor: number }> {
  if (networks === undefined) return [];
  const { network, site } = networks;
  return [{ tag: network, factor: 1 }, ...(site === undefined ? [] : [{ tag: site, factor: limits.siteFactor }])];
}
