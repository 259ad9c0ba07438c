import { z } from 'zod';
import { checkEnvironment } from '../../../../infra/settings/check-environment';
import { type EnvironmentSettings, environmentSchema } from '../../../../infra/settings/environment-schema';
import { baseEnvironment } from '../../../../infra/settings/published-presets';
import { changeSettings, valuesAt } from '../../../e2e/matrix/changes';

/** A text that no setting allows. */
const wrong = '\n';

/**
 * Returns what a setting of an environment may be: what the error says that a wrong value gets. Of an object, which has no such error, the
 * names of its own settings.
 *
 * @throws {Error} if no error names the setting
 */
export function allowedValues(path: string): string {
  const schema = withoutOptional(schemaAt(path));
  if (schema instanceof z.ZodObject) return `an object: ${membersOf(schema)}`;
  if (schema instanceof z.ZodRecord) return 'names and values of variables';
  if (schema instanceof z.ZodArray) {
    const rules = (schema.def.checks ?? []).map((check) => ruleOf(check));
    return ['a list', [errorFor(path, [wrong]), ...rules].join('; ')].join(': ');
  }
  return errorFor(path, wrong);
}

/** The names of the settings in an object, as code. */
function membersOf(schema: z.ZodObject): string {
  return Object.keys(schema.shape)
    .map((name) => `\`${name}\``)
    .join(', ');
}

function errorFor(path: string, value: unknown): string {
  const settings = changeSettings(startFor(path), { [path]: value });
  try {
    checkEnvironment(settings);
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    const found = lines.find((line) => line.startsWith(`  ${path}: `) || line.startsWith(`  ${path}.0: `));
    const [, allowed] = /; allowed: (.+)$/.exec(found ?? '') ?? [];
    if (allowed !== undefined) return allowed;
  }
  throw new Error(`${path}: no error says what is allowed.`);
}

/** The smallest environment, without the other kind of network or of code store to which a setting does not belong. */
function startFor(path: string): EnvironmentSettings {
  const smallest = baseEnvironment('example');
  const [group = ''] = path.split('.');
  return valuesAt(smallest, path)[0] === undefined ? changeSettings(smallest, { [group]: undefined }) : smallest;
}

function ruleOf(check: z.core.$ZodCheck<never>): string {
  const message = check._zod.def.error?.({ code: 'custom', path: [], message: '', input: undefined } as never);
  if (typeof message !== 'string') throw new Error('A rule of a list says nothing about what is allowed.');
  return message;
}

/** The schemas at a path; of a union, of the object that has the setting. */
function schemaAt(path: string): unknown {
  return path.split('.').reduce<unknown>((schema, key) => memberOf(withoutOptional(schema), key), environmentSchema);
}

function memberOf(schema: unknown, key: string): unknown {
  const branches: readonly unknown[] = schema instanceof z.ZodUnion ? schema.options : [schema];
  const object = branches.find((branch) => branch instanceof z.ZodObject && Object.hasOwn(branch.shape, key));
  return object instanceof z.ZodObject ? object.shape[key] : undefined;
}

function withoutOptional(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? withoutOptional(schema.unwrap()) : schema;
}
