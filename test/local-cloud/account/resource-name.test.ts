import { describe, expect, it } from 'vitest';
import { checkNameBytes, checkNameCharacters } from '../../../local-cloud/account/resource-name';

describe('The name of a resource', () => {
  it.each(['a', 'a'.repeat(60), '名'.repeat(20)])('can be %s if the API counts bytes', (name) => {
    expect(() => checkNameBytes(name, 'VpcName')).not.toThrow();
  });

  it.each([
    ['', 0],
    ['a'.repeat(61), 61],
    ['名'.repeat(21), 63],
  ])('cannot be "%s" then, whose %i bytes the error reports', (name, bytes) => {
    expect(() => checkNameBytes(name, 'VpcName')).toThrow(
      expect.objectContaining({
        code: 'InvalidParameterValue.TooLong',
        message: `A name has 1 to 60 bytes; found ${bytes}.`,
        parameter: 'VpcName',
      }),
    );
  });

  it.each(['a', '名'.repeat(60), '𠀀'.repeat(60)])('can be %s if the API counts characters', (name) => {
    expect(() => checkNameCharacters(name, 'GroupName')).not.toThrow();
  });

  it.each([
    ['', 0],
    ['名'.repeat(61), 61],
  ])('cannot be "%s" then, whose %i characters the error reports', (name, characters) => {
    expect(() => checkNameCharacters(name, 'GroupName')).toThrow(
      expect.objectContaining({
        code: 'InvalidParameterValue.TooLong',
        message: `A name has 1 to 60 characters; found ${characters}.`,
        parameter: 'GroupName',
      }),
    );
  });
});
