import { describe, expect, it } from 'vitest';
import { judgePlanError, plannedResources } from '../../../../../infra/operations/doctor/machine/plan';

describe('An error of a plan', () => {
  it('of the stack itself is its own message, with what it says to do', () => {
    const detail =
      'codeStore.version: found 4.0, but the instance has 6.2. To replace the instance, apply with -replace=a.b.';
    expect(judgePlanError({ summary: 'Resource postcondition failed', detail })).toEqual({
      check: 'Plan',
      state: 'failure',
      found: 'codeStore.version: found 4.0, but the instance has 6.2',
      advice: 'To replace the instance, apply with -replace=a.b.',
    });
  });

  it('of Terraform is told with its summary', () => {
    expect(judgePlanError({ summary: 'Cycle', detail: 'a, b.' })).toMatchObject({
      found: 'Cycle: a, b',
      advice: expect.stringMatching(/\.$/),
    });
    expect(judgePlanError({ summary: 'Invalid provider', detail: '' }).found).toBe('Invalid provider');
  });

  it('about what must not be deleted names the setting', () => {
    const detail =
      'Resource tencentcloud_redis_instance.code-store_EA4C has lifecycle.prevent_destroy set, but the plan';
    expect(judgePlanError({ summary: 'Instance cannot be destroyed', detail })).toMatchObject({
      found: expect.stringContaining('replace tencentcloud_redis_instance.code-store_EA4C, but the environment is not'),
      advice: expect.stringContaining('`deletable: true`'),
    });
  });
});

describe('What a plan creates', () => {
  const change = (type: string, action: string) => ({ address: `${type}.one`, type, action });
  const resource = (type: string, lifecycle?: object) => ({ type, address: `${type}.one`, attributes: { lifecycle } });

  it('is what it creates or replaces, and one more if the old one is deleted last', () => {
    const changes = [
      change('new', 'create'),
      change('first', 'replace'),
      change('last', 'replace'),
      change('other', 'update'),
      change('old', 'delete'),
    ];
    const resources = [resource('first'), resource('last', { create_before_destroy: true }), resource('other')];
    const { creates, deletes, adds } = plannedResources(changes, resources);
    const types = ['new', 'first', 'last', 'other', 'old', 'none'];
    expect(types.filter(creates)).toEqual(['new', 'first', 'last']);
    expect(types.filter(deletes)).toEqual(['first', 'last', 'old']);
    expect(types.filter(adds)).toEqual(['new', 'last']);
  });
});
