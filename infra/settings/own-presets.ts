import type { EnvironmentSettings } from './environment-schema';

/**
 * Environments of your own, and your changes of the published ones: a preset takes the place of a published one with the same name. This
 * file is yours. No version of the project changes it, and the project's tests do without it; `make format` formats it.
 *
 * @example
 * import { baseEnvironment, publishedPresets } from './published-presets';
 *
 * const { prod } = publishedPresets;
 * export const ownPresets: readonly EnvironmentSettings[] = [
 *   {
 *     ...prod,
 *     domain: { name: 'sms.example.com', certificateId: 'a1B2c3D4' },
 *     corsOrigins: ['https://app.example.com'],
 *     function: { ...prod.function, variables: { ...prod.function.variables, SEND_DAILY_LIMIT: '20' } },
 *   },
 *   { ...baseEnvironment('canary'), loginPage: true },
 * ];
 */
export const ownPresets: readonly EnvironmentSettings[] = [];

/**
 * The environment whose network and Redis previews use, which has to be deployed before them. With `undefined`, each preview has its own:
 * it takes some minutes longer to deploy, costs a Redis instance, and is one of the 20 VPCs of a region.
 */
export const previewsShare: string | undefined = 'dev';

/** Changes all previews. Without it, they have the settings of the smallest environment, and what they share. */
export const previewSettings = (settings: EnvironmentSettings): EnvironmentSettings => settings;
