import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { changeSettings, valuesAt } from './changes';
import { listSettings, type Setting } from './schema-settings';
import type { Walk } from './walk';

/** Two environments, of which the second follows the first in a walk. */
interface Transition {
  readonly before: EnvironmentSettings;
  readonly after: EnvironmentSettings;
  readonly isRefused: boolean;
}

/**
 * Lists what walks leave out of a schema: values that are never deployed, and values that are never changed to another one. A
 * change that is refused counts, since the refusal is what the walk proves.
 *
 * @param excused paths of settings that are not changed, each with the reason
 */
export function missingChoices(
  walks: readonly Walk[],
  excused: Readonly<Record<string, string>>,
  settings = listSettings(),
): readonly string[] {
  const transitions = walks.flatMap(transitionsOf);
  const deployed = [
    ...walks.map(({ start }) => start),
    ...transitions.flatMap(({ after, isRefused }) => (isRefused ? [] : [after])),
  ];
  return settings.flatMap((setting) => [
    ...missingValues(setting, {
      deployed: new Set(deployed.flatMap((environment) => textsAt(environment, setting))),
      left: new Set(transitions.flatMap((transition) => textsLeft(transition, setting))),
      needsChange: !Object.hasOwn(excused, setting.path),
    }),
  ]);
}

/** The values of a setting in walks, as texts. */
interface WalkedValues {
  readonly deployed: ReadonlySet<string>;
  /** Those that are changed to another one. */
  readonly left: ReadonlySet<string>;
  readonly needsChange: boolean;
}

function* missingValues(setting: Setting, { deployed, left, needsChange }: WalkedValues): Iterable<string> {
  const { path, choices, unlisted } = setting;
  const listed = choices.map((choice) => textOf(choice, setting));
  for (const text of listed) {
    if (!deployed.has(text)) yield `${path}: ${text} is never deployed`;
    else if (needsChange && !left.has(text)) yield `${path}: ${text} is never changed to another value`;
  }
  if (unlisted === 'none') return;
  const others = [...deployed].filter((text) => !listed.includes(text));
  // Two texts or lists stand for all of them, or one of them beside the values that the schema lists.
  const wanted = listed.length > 0 ? 1 : 2;
  if (others.length < wanted)
    yield `${path}: found ${others.length} unlisted values; at least ${wanted} must be deployed`;
  else if (needsChange && !others.some((text) => left.has(text))) {
    yield `${path}: no unlisted value is changed to another value`;
  }
}

function transitionsOf({ start, steps }: Walk): readonly Transition[] {
  let before = start;
  return steps.map(({ set, refused }) => {
    const transition = { before, after: changeSettings(before, set), isRefused: refused !== undefined };
    before = transition.isRefused ? before : transition.after;
    return transition;
  });
}

/** The value of a setting before a transition, as text, in a list; the list is empty if the transition does not change it. */
function textsLeft({ before, after }: Transition, setting: Setting): readonly string[] {
  const [left, entered] = [textsAt(before, setting), textsAt(after, setting)];
  return entered.length > 0 ? left.filter((text) => !entered.includes(text)) : [];
}

function textsAt(environment: EnvironmentSettings, setting: Setting): readonly string[] {
  return valuesAt(environment, setting.path).map((value) => textOf(value, setting));
}

/** A value as text. All objects have the same text if their own settings are compared one by one. */
function textOf(value: unknown, { unlisted }: Setting): string {
  if (value === undefined) return 'none';
  return unlisted === 'objects' && typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
