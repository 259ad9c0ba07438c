import { z } from 'zod';
import { secretVariables, variables } from '../../function/configuration/variables';
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
 * @throws {Error} with the environment's name and, for each wrong setting, what was found and what is allowed. It contains no secret.
 */
export function checkEnvironment(settings: EnvironmentSettings): EnvironmentSettings {
  const checked = checkedSchema.safeParse(settings, { reportInput: true });
  if (checked.success) return checked.data;
  const lines = checked.error.issues.flatMap(problemsOf).flatMap(linesOf);
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

function linesOf(issue: z.core.$ZodIssue): string[] {
  const { path, message, input } = issue;
  if (issue.code !== 'unrecognized_keys')
    return [`  ${path.join('.')}: found ${shown(path, input)}; allowed: ${message}`];
  const allowed = settingsAt(path).join(', ');
  return issue.keys.map((key) => `  ${[...path, key].join('.')}: unknown; allowed: ${allowed}`);
}

/** The value of a setting, unless a secret may be in it: in a variable that has one, in an unknown variable, or in an object. */
function shown(path: readonly PropertyKey[], input: unknown): string {
  const [group, field, name] = path.map(String);
  const isHidden = group === 'function' && field === 'variables' && (name === undefined || mayBeSecret(name));
  if (isHidden) return 'a value that is not shown';
  const isText = (value: unknown) => typeof value !== 'object' || value === null;
  return isText(input) || (Array.isArray(input) && input.every(isText)) ? JSON.stringify(input) : 'an object or a list';
}

const mayBeSecret = (name: string) => secretVariables.has(name) || !Object.hasOwn(variables.shape, name);

/** The names of the settings in an object of the schema. */
function settingsAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = environmentSchema;
  for (const key of path) schema = schema instanceof z.ZodObject ? meant(schema.shape[String(key)]) : undefined;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The object that an optional setting or the last branch of a union describes. */
function meant(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional) return meant(schema.unwrap());
  if (schema instanceof z.ZodUnion) return meant(schema.options.at(-1));
  return schema;
}
