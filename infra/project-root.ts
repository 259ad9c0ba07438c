import { join } from 'node:path';

/** The project's folder, as an absolute path. */
export const projectRoot = join(__dirname, '..');
