import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import type { Attempt } from './wait';

/** How to delete the parts of a type. */
export interface Deletion {
  /**
   * Begins the deletion of a part. The result is called until nothing is left to do, so it can be begun again where another one was
   * interrupted. What vanishes with the part needs no deletion of its own.
   *
   * @param id as Terraform imports it
   */
  readonly begin: (config: ClientConfig, id: string) => Attempt;
  /** Milliseconds after which to give up. @default `usualLimitMs` */
  readonly limitMs?: number;
}

/** How long the provider tries to delete something, in milliseconds. platform: deletion-retries */
export const usualLimitMs = 5 * 60_000;

/** A deletion that is a single call, which is repeated while it is refused. */
export function call(request: (config: ClientConfig, id: string) => Promise<unknown>): Deletion {
  return {
    begin: (config, id) => async () => {
      await request(config, id);
      return undefined;
    },
  };
}
