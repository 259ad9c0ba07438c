/**
 * Version of the records that the function keeps in Redis. Functions with the same version read each other's records, so that one
 * can replace the other while codes are in flight. Raise it with a change after which they cannot; `make deploy COMMIT=…` then refuses
 * to go back beyond that change.
 */
export const recordsFormat = 1;
