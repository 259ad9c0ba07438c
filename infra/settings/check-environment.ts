import * as z from 'zod';
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
      `The environment "${settings.name}" has wrong settings (infra/settings/own-presets.ts, or ENVIRONMENT):`,
      ...lines,
    ].join('\n'),
  );
}

/** For a failed union (`network`, `codeStore`), reports the problems of the branch that was meant, if it is an object. */
function problemsOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || typeof issue.input !== 'object' || issue.input === null) return [issue];
  const branch = meantBranch(settingAt(issue.path), issue.input);
  return (issue.errors[branch] ?? []).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** The first branch with a setting that the input has, or else the last branch. */
function meantBranch(schema: unknown, input: object): number {
  const branches = schema instanceof z.ZodUnion ? schema.options : [];
  const isMeant = (branch: unknown) =>
    branch instanceof z.ZodObject && Object.keys(branch.shape).some((key) => Object.hasOwn(input, key));
  const found = branches.findIndex(isMeant);
  return found === -1 ? branches.length - 1 : found;
}

function linesOf(issue: z.core.$ZodIssue): string[] {
  const { path, message, input } = issue;
  if (issue.code !== 'unrecognized_keys')
    return [`  ${path.join('.')}: found ${shown(path, input)}; allowed: ${message}`];
  const allowed = settingsAt(path, input).join(', ');
  return issue.keys.map((key) => `  ${[...path, key].join('.')}: unknown; allowed: ${allowed}`);
}

/** The value of a setting, unless a secret may be in it: in a variable that has one, in an unknown variable, or in an object. */
function shown(path: readonly PropertyKey[], input: unknown): string {
  const [group, field, name] = path.map(String);
  const isHidden = group === 'function' && field === 'variables' && (name === undefined || mayBeSecret(name));
  if (isHidden) return 'a value that is not shown';
  if (input === undefined) return 'nothing';
  const isText = (value: unknown) => typeof value !== 'object' || value === null;
  return isText(input) || (Array.isArray(input) && input.every(isText)) ? JSON.stringify(input) : 'an object or a list';
}

const mayBeSecret = (name: string) => secretVariables.has(name) || !Object.hasOwn(variables.shape, name);

/** The names of the settings in an object of the schema. */
function settingsAt(path: readonly PropertyKey[], input: unknown): string[] {
  const schema = settingAt(path);
  const branch = schema instanceof z.ZodUnion ? schema.options[meantBranch(schema, Object(input))] : schema;
  return branch instanceof z.ZodObject ? Object.keys(branch.shape) : [];
}

/** The schema at a path: no two objects of a union have a setting of the same name. */
function settingAt(path: readonly PropertyKey[]): unknown {
  let schema: unknown = environmentSchema;
  for (const key of path) schema = withoutOptional(memberOf(schema, String(key)));
  return schema;
}

function memberOf(schema: unknown, key: string): unknown {
  const branches: readonly unknown[] = schema instanceof z.ZodUnion ? schema.options : [schema];
  const [member] = branches.flatMap((branch) =>
    branch instanceof z.ZodObject && Object.hasOwn(branch.shape, key) ? [branch.shape[key]] : [],
  );
  return member;
}

function withoutOptional(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? withoutOptional(schema.unwrap()) : schema;
}
