/** How long a check may take, in milliseconds. */
export const checkMilliseconds = 8_000;
