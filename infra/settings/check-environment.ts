import type { z } from 'zod';
import { environmentConflicts } from './environment-conflicts';
import { type EnvironmentSettings, environmentSchema } from './environment-schema';

/** The schema, extended by the rules for combinations of settings. */
const checkedSchema = environmentSchema.check(({ value, issues }) => {
  for (const { path, allowed } of environmentConflicts(value)) {
    const input = path.reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], value);
    issues.push({ code: 'custom', path: [...path], input, message: allowed });
  }
});

/**
 * Checks the settings of an environment.
 *
 * @throws {Error} with the environment's name and, for each wrong setting, what was found and what is allowed
 */
export function checkEnvironment(settings: EnvironmentSettings): EnvironmentSettings {
  const checked = checkedSchema.safeParse(settings, { reportInput: true });
  if (checked.success) return checked.data;
  const lines = checked.error.issues
    .flatMap(problemsOf)
    .map(({ path, input, message }) => `  ${path.join('.')}: found ${JSON.stringify(input)}; allowed: ${message}`);
  throw new Error(
    [
      `The environment "${settings.name}" has wrong settings (infra/settings/environments.ts, or ENVIRONMENT):`,
      ...lines,
    ].join('\n'),
  );
}

/** For a failed union (`codeStore`), reports the problems of the branch that was meant: an object is the last one. */
function problemsOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || typeof issue.input !== 'object') return [issue];
  const meantBranch = issue.errors.at(-1) ?? [];
  return meantBranch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
