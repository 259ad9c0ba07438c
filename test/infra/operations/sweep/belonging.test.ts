import { describe, expect, it } from 'vitest';
import { namedTypes } from '../../../../infra/operations/account-parts/named-types';
import { settleBelonging } from '../../../../infra/operations/sweep/belonging';
import { deletions } from '../../../../infra/operations/sweep/deletions';

// No part is a VPC, or known by its name alone, so nothing is asked of an account.
const settle = (...parts: Parameters<typeof settleBelonging>[2]) => settleBelonging({ credential: {} }, 'dev', parts);

describe('What belongs to an environment', () => {
  it('is what has its tags, in the order of the deletion', async () => {
    const role = { type: 'tencentcloud_cam_role', id: '4611' };
    const topic = { type: 'tencentcloud_cls_topic', id: 'topic-1' };
    expect(await settle(role, topic)).toEqual({ own: [topic, role], ofOthers: [], unsettled: [] });
  });

  it('is not settled if something with its tags is of a type that nothing deletes', async () => {
    const bucket = { type: 'resource', id: 'qcs::cos:ap-guangzhou:uid/1250000000:state-1250000000/' };
    const reason = 'is of a type that this command cannot delete';
    expect(await settle(bucket)).toEqual({ own: [], ofOthers: [], unsettled: [{ part: bucket, reason }] });
  });
});

describe('The table of deletions', () => {
  it('has every type that can be found', () => {
    expect(Object.keys(deletions).sort()).toEqual(Object.keys(namedTypes).sort());
  });
});
