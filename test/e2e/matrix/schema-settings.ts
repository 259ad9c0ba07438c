import { z } from 'zod';
import { environmentSchema } from '../../../infra/settings/environment-schema';

/** A setting of an environment, as the schema declares it. */
export interface Setting {
  /** Path in the settings, such as `codeStore.version`. */
  readonly path: string;
  /** The values that the schema lists: those of an enumeration, both ends of a range, and `undefined` if the setting is optional. */
  readonly choices: readonly unknown[];
  /** Whether there are values that the schema does not list: texts, lists, and objects, whose own settings follow by themselves. */
  readonly unlisted: 'none' | 'values' | 'objects';
}

/** Lists all settings of a schema, so that none can be forgotten. */
export function listSettings(schema: z.ZodObject = environmentSchema): readonly Setting[] {
  return [...settingsIn(schema, [])];
}

/** The values of a setting that the schema lists; throws if it lists none, or if there is no such setting. */
export function choicesOf<Choice = unknown>(path: string): readonly Choice[] {
  const { choices = [] } = listSettings().find((setting) => setting.path === path) ?? {};
  if (choices.length === 0) throw new Error(`The schema lists no values of ${path}.`);
  return choices as readonly Choice[];
}

/** Both ends of a range: the smallest and the largest value of a number. */
export function endsOf(path: string): { readonly min: number; readonly max: number } {
  const numbers = choicesOf(path).filter((choice) => typeof choice === 'number');
  return { min: Math.min(...numbers), max: Math.max(...numbers) };
}

function* settingsIn(schema: z.ZodObject, path: readonly string[]): Iterable<Setting> {
  for (const [key, declared] of Object.entries(schema.shape)) {
    const inner = [...path, key];
    const branches = branchesOf(declared);
    const objects = branches.filter((branch) => branch instanceof z.ZodObject);
    if (branches.length > objects.length) {
      const unlisted = objects.length > 0 ? 'objects' : branches.some(isOpen) ? 'values' : 'none';
      yield { path: inner.join('.'), choices: branches.flatMap(choicesIn), unlisted };
    }
    for (const object of objects) yield* settingsIn(object, inner);
  }
}

/** The alternatives of which a value has to fit one; `undefined` is one of them if the setting is optional. */
function branchesOf(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodOptional) return [undefined, ...branchesOf(schema.unwrap())];
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(branchesOf);
  return [schema];
}

/** @throws {Error} for a kind of schema that this function has to learn */
function choicesIn(branch: unknown): readonly unknown[] {
  if (branch === undefined) return [undefined];
  if (branch instanceof z.ZodEnum) return branch.options;
  if (branch instanceof z.ZodLiteral) return [...branch.values];
  if (branch instanceof z.ZodBoolean) return [false, true];
  if (branch instanceof z.ZodNumber) return [branch.minValue, branch.maxValue];
  if (isOpen(branch) || branch instanceof z.ZodObject) return [];
  throw new Error(`The matrix does not know this kind of schema: ${JSON.stringify(branch)}`);
}

function isOpen(branch: unknown): boolean {
  return branch instanceof z.ZodString || branch instanceof z.ZodArray || branch instanceof z.ZodRecord;
}
