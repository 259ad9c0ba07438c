import type { z } from 'zod';
import { environmentConflicts } from './environment-conflicts';
import { type EnvironmentSettings, environmentSchema } from './environment-schema';

/** The schema, and what does not go together. */
const checkedSchema = environmentSchema.check(({ value, issues }) => {
  for (const { path, allowed } of environmentConflicts(value)) {
    const input = path.reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], value);
    issues.push({ code: 'custom', path: [...path], input, message: allowed });
  }
});

/**
 * Checks an environment.
 *
 * @throws {Error} naming the environment, each field that is wrong, what was found and what is allowed
 */
export function checkEnvironment(settings: EnvironmentSettings): EnvironmentSettings {
  const checked = checkedSchema.safeParse(settings, { reportInput: true });
  if (checked.success) return checked.data;
  const lines = checked.error.issues
    .flatMap(problemsOf)
    .map(({ path, input, message }) => `  ${path.join('.')}: found ${JSON.stringify(input)}; allowed: ${message}`);
  throw new Error(
    [
      `The environment "${settings.name}" has to be set right (infra/settings/environments.ts, or ENVIRONMENT):`,
      ...lines,
    ].join('\n'),
  );
}

/** Settings that are of none of several kinds are told about as the kind they were meant to be. */
function problemsOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || typeof issue.input !== 'object') return [issue];
  const meant = issue.errors.at(-1) ?? [];
  return meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
