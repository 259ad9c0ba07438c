/** A problem with one environment variable. */
export interface ConfigurationProblem {
  readonly name: string;
  /** Describes the value, without revealing a secret. */
  readonly found: string;
  readonly allowed: string;
}

/** The process environment does not configure a working function. The message names every wrong variable. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ name, found, allowed }) => `  ${name}: ${found}; allowed: ${allowed}`);
    super(['These environment variables are missing or invalid:', ...lines].join('\n'));
  }
}
