import { checkEnvironment } from './check-environment';
import type { EnvironmentSettings } from './environment-schema';
import { ownPresets, previewSettings, previewsShare } from './own-presets';
import { baseEnvironment, publishedPresets } from './published-presets';
import { refuseWrongSharing } from './shared-infrastructure';
import { refuseSharedNames } from './shared-names';
import { similarPreset } from './similar-preset';

/** The project's tests are about the published presets, whatever presets somebody adds. */
const isOff = process.env.OWN_PRESETS === 'off';
const own = isOff ? [] : ownPresets;
const shared = isOff ? publishedPresets.dev.name : previewsShare;
const changePreview = isOff ? (settings: EnvironmentSettings) => settings : previewSettings;

const published: readonly EnvironmentSettings[] = Object.values(publishedPresets);
const isPublished = ({ name }: EnvironmentSettings) => published.some((preset) => preset.name === name);
/** All own presets of a name, so that one that is there twice is refused. */
const inPlaceOf = (preset: EnvironmentSettings) => {
  const replacing = own.filter(({ name }) => name === preset.name);
  return replacing.length > 0 ? replacing : [preset];
};
const presets = [...published.flatMap(inPlaceOf), ...own.filter((preset) => !isPublished(preset))];

/** The names of the presets. */
export const presetNames: readonly string[] = presets.map(({ name }) => name);

/** The smallest environment, in the region of the one whose network and Redis it uses. Its function, role and secrets are its own. */
function preview(name: string): EnvironmentSettings {
  const base = baseEnvironment(name);
  if (shared === undefined) return changePreview(base);
  const { region } = presets.find((preset) => preset.name === shared) ?? base;
  return changePreview({ ...base, region, network: { environment: shared }, codeStore: { environment: shared } });
}

/** Whoever sets a variable of a preset easily leaves out its others: without this one, nothing limits what an attack can cost. */
function refuseWithoutBudget({ name, function: { variables } }: EnvironmentSettings): void {
  if (variables?.SEND_DAILY_BUDGET !== undefined) return;
  throw new Error(
    `The environment "${name}" (infra/settings/own-presets.ts): function.variables has no SEND_DAILY_BUDGET, so nothing limits what an ` +
      'attack can cost. Add the variables of the preset that it begins with, such as ...prod.function.variables, or a budget of its own.',
  );
}

/**
 * Lists the environments to synthesize: all presets, and previews.
 *
 * @param requested names of environments, such as `pr-42`: of presets, or of previews
 * @throws {Error} with every setting that is not allowed
 */
export function listEnvironments(...requested: readonly string[]): readonly EnvironmentSettings[] {
  if (shared !== undefined && !presetNames.includes(shared)) {
    throw new Error(
      `previewsShare (infra/settings/own-presets.ts): found "${shared}"; allowed: ${presetNames.join(', ')}, or undefined.`,
    );
  }
  const previews = new Set(requested.filter((name) => name !== '' && !presetNames.includes(name)));
  const environments = [...presets, ...[...previews].map(preview)].map(checkEnvironment);
  environments.forEach(refuseWithoutBudget);
  refuseSharedNames(environments);
  refuseWrongSharing(environments);
  return environments;
}

/**
 * Refuses a name that was probably meant to be a preset's, since it would be the name of a new preview.
 *
 * @throws {Error} with the preset, unless `NEW=1` says that the name is meant
 */
export function refuseMisspeltPreset(name: string, env: NodeJS.ProcessEnv): void {
  const meant = similarPreset(name, presetNames);
  if (meant === undefined || env.NEW === '1') return;
  throw new Error(
    `ENVIRONMENT: found "${name}"; did you mean ${meant}? If ${name} is a preview of that name, add NEW=1.`,
  );
}
