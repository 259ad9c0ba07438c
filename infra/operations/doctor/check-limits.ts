/** How long a check may take, in milliseconds. */
export const checkMilliseconds = 8_000;
/** How long everything after the synthesis may take, in milliseconds, if `terraform init` downloads nothing. */
const allMilliseconds = 9_500;
/** What a check gets in any case, in milliseconds. */
const leastMilliseconds = 2_000;

/** The time of an examination. */
export interface Clock {
  /** How long a check that begins now may take, in milliseconds. */
  readonly limit: () => number;
  /** Starts again after a check that may take any time. */
  readonly restart: () => void;
}

/** Starts the time of an examination. */
export function startClock(): Clock {
  let end = Date.now() + allMilliseconds;
  return {
    limit: () => Math.min(checkMilliseconds, Math.max(leastMilliseconds, end - Date.now())),
    restart: () => {
      end = Date.now() + allMilliseconds;
    },
  };
}
