import { describe, expect, it } from 'vitest';
import { readPlanMessages } from '../../../../infra/operations/stack/terraform-messages';

/** What Terraform 1.11.4 and OpenTofu 1.11.14 print, without what is not read. */
const printed = [
  { type: 'version', terraform: '1.11.4' },
  {
    type: 'planned_change',
    change: {
      resource: { addr: 'tencentcloud_vpc.network_vpc_4E8F0223', resource_type: 'tencentcloud_vpc' },
      action: 'replace',
    },
  },
  { type: 'resource_drift', change: { resource: { addr: 'a.b', resource_type: 'a' }, action: 'update' } },
  { type: 'diagnostic', diagnostic: { severity: 'warning', summary: 'Deprecated', detail: '' } },
  { type: 'diagnostic', diagnostic: { severity: 'error', summary: 'No\nvalue', detail: 'Set\nit.\n\nMore.' } },
  {
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'No keys', detail: '', address: 'provider["registry.terraform.io/a/b"]' },
  },
];

describe('The messages of a plan', () => {
  it('are its changes and its errors', () => {
    const lines = printed.map((message) => JSON.stringify(message));
    expect(readPlanMessages(`Warning: not JSON\n${lines.join('\n')}\n`)).toEqual({
      changes: [{ address: 'tencentcloud_vpc.network_vpc_4E8F0223', type: 'tencentcloud_vpc', action: 'replace' }],
      errors: [
        { summary: 'No value', detail: 'Set it.' },
        { summary: 'No keys', detail: '', isOfProvider: true },
      ],
    });
    expect(readPlanMessages('')).toEqual({ changes: [], errors: [] });
  });
});
