import { strToU8, zipSync } from 'fflate';

/**
 * Creates a zip that contains only `index.js`, which exports the handler.
 *
 * @param handler source of `main_handler`
 */
export const zipHandler = (handler: string) => zipSync({ 'index.js': strToU8(`exports.main_handler = ${handler};`) });
