import { describe, expect, it } from 'vitest';
import { schemaProblems } from './schema-check';

const vpc = { name: 'a', cidr_block: '10.0.0.0/16' };

describe('The check against the provider’s schema', () => {
  it.each([
    ['nothing', { tencentcloud_vpc: { a: vpc } }, []],
    [
      'nothing if Terraform evaluates the value later',
      { tencentcloud_vpc: { a: { ...vpc, name: '${var.name}' } } },
      [],
    ],
    ['an unknown resource', { tencentcloud_moon: { a: {} } }, ['tencentcloud_moon: unknown']],
    [
      'an unknown attribute',
      { tencentcloud_vpc: { a: { ...vpc, colour: 'red' } } },
      ['tencentcloud_vpc.colour: unknown'],
    ],
    ['a missing attribute', { tencentcloud_vpc: { a: { name: 'a' } } }, ['tencentcloud_vpc.cidr_block: missing']],
    [
      'a read-only attribute',
      { tencentcloud_vpc: { a: { ...vpc, create_time: 'now' } } },
      ['tencentcloud_vpc.create_time: only the provider sets it'],
    ],
    [
      'an attribute of another type',
      { tencentcloud_vpc: { a: { ...vpc, is_multicast: 'yes', tags: { a: 1 } } } },
      ['tencentcloud_vpc.is_multicast: not "bool"', 'tencentcloud_vpc.tags: not ["map","string"]'],
    ],
    [
      'problems inside a block',
      { tencentcloud_security_group_rule_set: { a: { security_group_id: 'a', ingress: [{ colour: 'red' }] } } },
      [
        'tencentcloud_security_group_rule_set.ingress.colour: unknown',
        'tencentcloud_security_group_rule_set.ingress.action: missing',
      ],
    ],
  ])('finds %s', (_, resource, problems) => {
    expect(schemaProblems({ resource } as never)).toEqual(problems);
  });
});
