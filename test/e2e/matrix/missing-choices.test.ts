import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { environment } from '../../support/synthesize';
import { missingChoices } from './missing-choices';
import { listSettings } from './schema-settings';
import { settingWalks } from './setting-walks';
import type { Step } from './walk';

/** Settings that no walk changes, each with the reason. */
const unchanged = {
  name: 'another name is another environment',
};

/** Settings whose values only exist in an account: `test/e2e/lifecycle/shared-infrastructure.test.ts` deploys them. */
const ofOthers = /^(network|codeStore)\.(existing|environment)\b/;

describe('The matrix', () => {
  it('deploys every value of every setting, and changes it to another one', () => {
    const settings = listSettings().filter(({ path }) => !ofOthers.test(path));
    expect(missingChoices(settingWalks, unchanged, settings)).toEqual([]);
  });

  it('excuses only settings that exist', () => {
    expect(listSettings().map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(unchanged)));
  });
});

describe('What a matrix is missing', () => {
  const schema = z.strictObject({
    loginPage: z.boolean(),
    corsOrigins: z.array(z.string()),
    codeStore: z.union([z.literal('memory'), z.strictObject({ replicas: z.int().min(1).max(5) })]),
    monitoring: z.strictObject({ retentionDays: z.int().min(1).max(30) }).optional(),
  });
  const missingWith = (...steps: readonly Step[]) => {
    const start = environment('dev', { codeStore: 'memory' });
    return missingChoices([{ name: 'a walk', start, steps }], {}, listSettings(schema));
  };

  it('are all values that no environment has, and all that none leaves', () => {
    expect(missingWith()).toEqual([
      'loginPage: false is never deployed',
      'loginPage: true is never changed to another value',
      'corsOrigins: found 1 unlisted values; at least 2 must be deployed',
      'codeStore: "memory" is never changed to another value',
      'codeStore: found 0 unlisted values; at least 1 must be deployed',
      'codeStore.replicas: 1 is never deployed',
      'codeStore.replicas: 5 is never deployed',
      'monitoring: none is never changed to another value',
      'monitoring: found 0 unlisted values; at least 1 must be deployed',
      'monitoring.retentionDays: 1 is never deployed',
      'monitoring.retentionDays: 30 is never deployed',
    ]);
  });

  it('are no values that are left for another one, or that a refused change would have left', () => {
    expect(
      missingWith(
        { set: { loginPage: false, corsOrigins: ['*'], codeStore: { replicas: 1 }, monitoring: { retentionDays: 1 } } },
        { set: { loginPage: true, 'codeStore.replicas': 5, 'monitoring.retentionDays': 30 } },
        { set: { 'codeStore.replicas': 1, 'monitoring.retentionDays': 1 }, refused: 'no' },
        { set: { codeStore: 'memory', monitoring: undefined } },
      ),
    ).toEqual([]);
  });

  it('is not found out of a kind of schema that it does not know', () => {
    expect(() => listSettings(z.strictObject({ created: z.date() }))).toThrow('does not know this kind of schema');
  });
});
