import { describe, expect, it } from 'vitest';
import { checkRedisName } from '../../../local-cloud/account/redis-rules';

// platform: redis-name
describe('The name of a Redis instance', () => {
  it.each(['codes', '验证码-1', 'Demo database', 'a_b', 'a'.repeat(59)])('can be %s', (name) => {
    expect(() => checkRedisName(name, 59)).not.toThrow();
  });

  it.each(['codes.v2', 'a/b', 'naïve', 'a'.repeat(60)])('cannot be %s', (name) => {
    const refusal = { code: 'InvalidParameterValue.InstanceNameRuleError', parameter: 'InstanceName' };
    expect(() => checkRedisName(name, 59)).toThrow(expect.objectContaining(refusal));
  });
});
