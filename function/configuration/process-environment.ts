/** A process environment: variables by name, as `process.env` has them. */
export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;
