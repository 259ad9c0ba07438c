import { describe, expect, it } from 'vitest';
import { readStateBucket } from '../../../infra/terraform/state-backend';
import { environment, synthesize } from '../../support/synthesize';

describe('The state', () => {
  it('is kept beside cdktf.json, by a path that is the same on every machine', () => {
    expect(synthesize(environment('pr-42')).terraform.backend).toEqual({
      local: { path: '../../../terraform.sms-verification-pr-42.tfstate' },
    });
  });

  it('may be kept in COS, under a prefix of the environment', () => {
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

  it('is not kept in a bucket without a region', () => {
    expect(readStateBucket({})).toBeUndefined();
    expect(() => readStateBucket({ STATE_BUCKET: 'a' })).toThrow('found STATE_BUCKET=a STATE_REGION=;');
    expect(() => readStateBucket({ STATE_REGION: 'b' })).toThrow('found STATE_BUCKET= STATE_REGION=b;');
  });
});
