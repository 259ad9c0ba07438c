import { isDeepStrictEqual } from 'node:util';
import type { EnvironmentSettings } from '../../../../infra/settings/environment-schema';
import { listEnvironments } from '../../../../infra/settings/environments';
import { baseEnvironment } from '../../../../infra/settings/published-presets';
import { valuesAt } from '../../../e2e/matrix/changes';
import { code, markdownTable } from '../markdown-table';
import { settingText } from './environment-table';
import { settingComments } from './setting-comments';

/** The name of a preview, which stands for all previews. */
const previewName = 'pr-42';

/** Generates the table of what presets, and a preview, set otherwise than the smallest environment of the same name. */
export function presetTable(): string {
  const environments = listEnvironments(previewName);
  const rows = [...settingComments().keys()].flatMap((path) => {
    const texts = environments.map((settings) => differenceAt(settings, path));
    return texts.some((text) => text !== '') ? [[code(path), ...texts]] : [];
  });
  const headings = environments.map(({ name }) => (name === previewName ? `preview ${code(name)}` : code(name)));
  return markdownTable(['setting', ...headings], rows);
}

/** What an environment has at a path, if the smallest one has something else there; empty if it has the same, or its parts follow. */
function differenceAt(settings: EnvironmentSettings, path: string): string {
  const [own, smallest] = [settings, baseEnvironment(settings.name)].map((one) => valuesAt(one, path)[0]);
  if (isDeepStrictEqual(own, smallest) || isOfAnotherKind(settings, parentOf(path))) return '';
  const hasParts = isObject(own) && path !== 'function.variables' && !isOfAnotherKind(settings, path);
  if (hasParts) return '';
  return own === undefined ? 'none' : settingText(own);
}

/** Whether an environment has an object of another kind than the smallest one: without any of its settings. */
function isOfAnotherKind(settings: EnvironmentSettings, path: string): boolean {
  const [own, smallest] = [settings, baseEnvironment(settings.name)].map((one) => valuesAt(one, path)[0]);
  return isObject(own) && isObject(smallest) && !Object.keys(own).some((key) => Object.hasOwn(smallest, key));
}

const parentOf = (path: string) => path.split('.').slice(0, -1).join('.');
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
