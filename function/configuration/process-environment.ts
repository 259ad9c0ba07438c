/** A process environment: variables by name, like `process.env`. */
export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;
