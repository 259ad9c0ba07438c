import { CloudError } from './cloud-error';

/** In bytes or in characters, as the API counts. platform: name-length */
const longestName = 60;

/**
 * Refuses a name that does not have 1 to 60 bytes in UTF-8.
 *
 * @param parameter the API's parameter, such as `VpcName`
 */
export const checkNameBytes = (name: string, parameter: string) =>
  checkLength(Buffer.byteLength(name), 'bytes', parameter);

/**
 * Refuses a name that does not have 1 to 60 characters.
 *
 * @param parameter the API's parameter, such as `GroupName`
 */
export const checkNameCharacters = (name: string, parameter: string) =>
  checkLength([...name].length, 'characters', parameter);

function checkLength(found: number, unit: 'bytes' | 'characters', parameter: string): void {
  if (found >= 1 && found <= longestName) return;
  const message = `A name has 1 to ${longestName} ${unit}; found ${found}.`;
  throw new CloudError('InvalidParameterValue.TooLong', message, parameter);
}
