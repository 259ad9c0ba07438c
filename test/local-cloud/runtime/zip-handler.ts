import { strToU8, zipSync } from 'fflate';

/**
 * A zip with `index.js` alone.
 *
 * @param handler code of `main_handler`
 */
export const zipHandler = (handler: string) => zipSync({ 'index.js': strToU8(`exports.main_handler = ${handler};`) });
