/** Number of generated cases for each property: 2,000, or as many as `make test-long` sets. */
export const propertyRuns = Number(process.env.PROPERTY_RUNS ?? 2000);

/** Time-out of a property test, in milliseconds. */
export const propertyTimeout = 20_000 + propertyRuns * 10;
