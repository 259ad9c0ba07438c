import { describe, expect, it } from 'vitest';
import { checkResourceName } from '../../../local-cloud/account/resource-name';

describe('The name of a resource', () => {
  it.each(['a', 'a'.repeat(60), '名'.repeat(20)])('can be %s', (name) => {
    expect(() => checkResourceName(name, 'VpcName')).not.toThrow();
  });

  it.each([
    ['', 0],
    ['a'.repeat(61), 61],
    ['名'.repeat(21), 63],
  ])('cannot be "%s", whose %i bytes the error reports', (name, bytes) => {
    expect(() => checkResourceName(name, 'VpcName')).toThrow(
      expect.objectContaining({
        code: 'InvalidParameterValue.TooLong',
        message: `A name has 1 to 60 bytes; found ${bytes}.`,
        parameter: 'VpcName',
      }),
    );
  });
});
