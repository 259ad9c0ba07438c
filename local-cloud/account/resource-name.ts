import { CloudError } from './cloud-error';

/** In bytes. platform: name-length */
const longestName = 60;

/**
 * Refuses a name that does not have 1 to 60 bytes in UTF-8.
 *
 * @param parameter the API's parameter, such as `VpcName`
 */
export function checkResourceName(name: string, parameter: string): void {
  const bytes = Buffer.byteLength(name);
  if (bytes >= 1 && bytes <= longestName) return;
  const message = `A name has 1 to ${longestName} bytes; found ${bytes}.`;
  throw new CloudError('InvalidParameterValue.TooLong', message, parameter);
}
