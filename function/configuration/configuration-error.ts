/** What is wrong with one environment variable. */
export interface ConfigurationProblem {
  readonly name: string;
  /** What was found, fit to be shown: never a secret. */
  readonly found: string;
  readonly allowed: string;
}

/** The environment does not describe a working function. Its message names every variable that is wrong. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ name, found, allowed }) => `  ${name}: ${found}; allowed: ${allowed}`);
    super(['These environment variables have to be set right:', ...lines].join('\n'));
  }
}
