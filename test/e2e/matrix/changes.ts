import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';

/** Values of settings by their paths, such as `codeStore.version`; `undefined` removes an optional setting. */
export type Changes = Readonly<Record<string, unknown>>;

type Tree = Readonly<Record<string, unknown>>;

/** Changes settings of an environment, and does not check the result. */
export function changeSettings(settings: EnvironmentSettings, changes: Changes): EnvironmentSettings {
  const changed = Object.entries(changes).reduce<Tree>(
    (tree, [path, value]) => withValue(tree, path.split('.'), value),
    settings as unknown as Tree,
  );
  return changed as unknown as EnvironmentSettings;
}

/** The value of a setting, in a list; the list is empty if the environment has nothing to which the setting belongs. */
export function valuesAt(settings: EnvironmentSettings, path: string): readonly unknown[] {
  const keys = path.split('.');
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((found, key) => (isTree(found) ? found[key] : undefined), settings as unknown as Tree);
  return isTree(parent) ? [parent[keys.at(-1) ?? '']] : [];
}

function withValue(tree: Tree, [key = '', ...rest]: readonly string[], value: unknown): Tree {
  const { [key]: present, ...others } = tree;
  if (rest.length > 0) return { ...others, [key]: withValue(isTree(present) ? present : {}, rest, value) };
  return value === undefined ? others : { ...others, [key]: value };
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
