import { describe, expect, it } from 'vitest';
import { checkNodeVersion } from '../../../../../infra/operations/doctor/machine/node-version';

describe('The version of Node.js', () => {
  it.each(['20.0.0', '24.11.1'])('%s is new enough', (version) => {
    expect(checkNodeVersion(version)).toEqual({ check: 'Node.js', state: 'ok', found: version });
  });

  it('is a failure if package.json asks for a newer one', () => {
    expect(checkNodeVersion('18.20.4')).toMatchObject({
      state: 'failure',
      found: '18.20.4 is too old',
      advice: 'Install Node.js 20 or newer: see nodejs.org.',
    });
  });
});
