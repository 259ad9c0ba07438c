import type { AccountCheck } from './finding';

/** The checks of the account, each with the name that the doctor gives it if it cannot be made. */
export const accountChecks: readonly { readonly name: string; readonly check: AccountCheck }[] = [];
