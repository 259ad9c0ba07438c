import { baseEnvironment } from '../../../../infra/settings/published-presets';
import { valuesAt } from '../../../e2e/matrix/changes';
import { code, markdownTable } from '../markdown-table';
import { allowedValues } from './allowed-values';
import { settingComments } from './setting-comments';

/** Stands for the name of an environment. */
const exampleName = 'NAME';

/** Generates the table of an environment's settings, from the schema and its doc comments. */
export function environmentTable(): string {
  const rows = [...settingComments()].flatMap(([path, comments]) =>
    comments.slice(0, 1).map(({ description, byDefault, change }) => {
      const [value] = valuesAt(baseEnvironment(exampleName), path);
      const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
      const inSmallest = isGroup && path !== 'function.variables' ? 'as below' : settingText(value);
      return [code(path), description, allowedValues(path), inSmallest || (byDefault ?? ''), change ?? 'in place'];
    }),
  );
  return markdownTable(
    ['setting', 'what it is for', 'allowed', 'smallest environment', 'a change of a deployed environment'],
    rows,
  );
}

/** The value of a setting as code of TypeScript; empty if there is none. */
export function settingText(value: unknown): string {
  return value === undefined ? '' : code(sourceOf(value));
}

function sourceOf(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name}: ${sourceOf(one)}`)
    .join(', ')} }`;
}
