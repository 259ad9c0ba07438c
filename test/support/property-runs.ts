/** Cases that a property is tried on: some thousands, or as many as `make test-long` says. */
export const propertyRuns = Number(process.env.PROPERTY_RUNS ?? 2000);

/** Milliseconds that trying them may take. */
export const propertyTimeout = 20_000 + propertyRuns * 10;
