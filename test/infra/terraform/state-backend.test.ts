import { describe, expect, it } from 'vitest';
import { readStateBucket } from '../../../infra/terraform/state-location';
import { environment, synthesize } from '../../support/synthesize';

describe('The state', () => {
  it('is stored beside cdktf.json, in a path that is the same on every machine', () => {
    expect(synthesize(environment('pr-42')).terraform.backend).toEqual({
      local: { path: '../../../terraform.sms-verification-pr-42.tfstate' },
    });
  });

  it('can be stored in COS, under a prefix for the environment', () => {
    const bucket = readStateBucket({ STATE_BUCKET: 'sms-state-1250000000', STATE_REGION: 'ap-guangzhou' });
    expect(synthesize(environment('pr-42'), bucket).terraform.backend).toEqual({
      cos: {
        bucket: 'sms-state-1250000000',
        region: 'ap-guangzhou',
        prefix: 'sms-verification/sms-verification-pr-42',
        encrypt: true,
      },
    });
  });

  it('needs both the bucket and its region', () => {
    expect(readStateBucket({})).toBeUndefined();
    expect(() => readStateBucket({ STATE_BUCKET: 'a' })).toThrow('found STATE_BUCKET=a STATE_REGION=;');
    expect(() => readStateBucket({ STATE_REGION: 'b' })).toThrow('found STATE_BUCKET= STATE_REGION=b;');
  });
});
