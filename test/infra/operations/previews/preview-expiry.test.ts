import { describe, expect, it } from 'vitest';
import { decide, pullRequestOf } from '../../../../infra/operations/previews/preview-expiry';

const now = new Date('2026-11-24T18:41:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
type Days = number | undefined;
const decideAbout = (deployed: Days, state: 'open' | 'closed' | 'unreadable', warned?: Days, again?: Days) =>
  decide(
    { name: 'pr-42', deployedAt: deployed === undefined ? undefined : daysAgo(deployed) },
    state === 'unreadable'
      ? undefined
      : {
          state,
          warnedAt: warned === undefined ? undefined : daysAgo(warned),
          deployedAt: again === undefined ? undefined : daysAgo(again),
        },
    { days: 7, now },
  );

describe('A preview', () => {
  it.each([
    ['is kept while it is deployed now and then', 6.9, 'open', undefined, 'keep'],
    ['is warned of after seven days', 7, 'open', undefined, 'warn'],
    ['is kept on the day of the warning', 7.5, 'open', 0.9, 'keep'],
    ['ends a day after the warning', 8, 'open', 1, 'destroy'],
    ['is warned of again if it was deployed after an earlier warning', 7, 'open', 9, 'warn'],
    ['ends with its pull request', 0, 'closed', undefined, 'destroy'],
    ['ends with its pull request, also without a function', undefined, 'closed', undefined, 'destroy'],
    ['is warned of if it has no function, so that nobody knows its age', undefined, 'open', undefined, 'warn'],
    ['ends if it has no function, and was warned of', undefined, 'open', 1, 'destroy'],
    ['is kept if its pull request cannot be read', 100, 'unreadable', undefined, 'keep'],
  ] as const)('%s', (_, deployed, state, warned, action) => {
    expect(decideAbout(deployed, state, warned)).toMatchObject({ action });
  });

  it('is kept if it was deployed after the warning without a change, and so as it was', () => {
    expect(decideAbout(9, 'open', 2, 1)).toMatchObject({ action: 'keep' });
    expect(decideAbout(20, 'open', 12, 7)).toMatchObject({ action: 'warn' });
    expect(decideAbout(1, 'open', undefined, 9)).toMatchObject({ action: 'keep' });
  });

  it('is an environment with the number of a pull request, and nothing else', () => {
    const names = ['pr-42', 'prod', 'dev', 'demo', 'staging', 'pr-', 'pr-0', 'pr-4x', 'my-pr-42', 'pr-042', 'PR-42'];
    expect(names.map(pullRequestOf)).toEqual([42, ...names.slice(1).map(() => undefined)]);
  });
});
