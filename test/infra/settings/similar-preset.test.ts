import { describe, expect, it } from 'vitest';
import { similarPreset } from '../../../infra/settings/similar-preset';

const presets = ['demo', 'dev', 'staging', 'prod'];

describe('A name that is almost a preset’s', () => {
  it.each([
    ['production', 'prod'],
    ['prods', 'prod'],
    ['pord', 'prod'],
    ['pro', 'prod'],
    ['Prod', 'prod'],
    ['prodd1', undefined],
    ['develop', 'dev'],
    ['dve', 'dev'],
    ['dev1', 'dev'],
    ['pro-d', 'prod'],
    ['stage', 'staging'],
    ['stagin', 'staging'],
    ['stagging', 'staging'],
    ['demos', 'demo'],
    ['dmeo', 'demo'],
  ])('%s is taken for %s', (name, preset) => {
    expect(similarPreset(name, presets)).toBe(preset);
  });

  it.each([...presets, 'pr-1', 'pr-42', 'dev-anna', 'prod-2024', 'qa', 'test', 'canary', 'main', 'ben', ''])(
    'does not include %j',
    (name) => {
      expect(similarPreset(name, presets)).toBeUndefined();
    },
  );
});
