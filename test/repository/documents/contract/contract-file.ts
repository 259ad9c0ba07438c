import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '../../../../infra/project-root';
import { openApiDocument } from './openapi';

/** Where the description of the HTTP interface is. */
export const contractFile = join(projectRoot, 'docs', 'openapi.yaml');

/** Returns the text of that file. */
export function contractText(): string {
  const document = stringify(openApiDocument(), { lineWidth: 140, aliasDuplicateObjects: false });
  return `# Made by make docs, from the function's own definitions.\n${document}`;
}
