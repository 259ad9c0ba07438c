import { join } from 'node:path';

/** Absolute path of the project's folder. */
export const projectRoot = join(__dirname, '..');
