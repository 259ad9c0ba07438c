import { describe, expect, it } from 'vitest';
import { findEnvironment } from '../../../../../infra/operations/deployed-environment';
import { judgeOutside } from '../../../../../infra/operations/doctor/machine/outside-state';
import { parseState } from '../../../../../infra/operations/stack/terraform-state';
import { stackSession } from '../../stack/stack-session';

const base = stackSession(findEnvironment('staging'));
const roleName = { name: 'sms-verification-staging' };
const resources = [{ type: 'tencentcloud_cam_role', address: 'tencentcloud_cam_role.role', attributes: roleName }];
const session = { ...base, stack: { ...base.stack, resources } };
const stateWith = (type: string, attributes: object) =>
  parseState(JSON.stringify({ resources: [{ mode: 'managed', type, name: 'one', instances: [{ attributes }] }] }));
const emptyState = parseState('');
const deployed = { ...emptyState, types: new Set(['tencentcloud_vpc', 'tencentcloud_redis_instance']) };
const vpc = { type: 'tencentcloud_vpc', id: 'vpc-1', name: 'sms-verification-staging' };
const role = { type: 'tencentcloud_cam_role', id: '4611', name: 'sms-verification-staging', hasOnlyName: true };
const judge = (...[state, ...parts]: [typeof emptyState, ...Parameters<typeof judgeOutside>[2][number][]]) =>
  judgeOutside(session, state, parts);

describe('What the account has outside of the state', () => {
  it('is fine if it is nothing', () => {
    expect(judge(emptyState)).toEqual([
      { check: 'Outside the state', state: 'ok', found: 'the account has nothing else of sms-verification-staging' },
    ]);
  });

  it('is a failure if a deployment would be refused, with what it is and what to do', () => {
    const [finding] = judge(emptyState, vpc);
    expect(finding).toMatchObject({ state: 'failure' });
    expect(finding?.advice).toContain('  VPC vpc-1 "sms-verification-staging"\nA deployment would create them again');
    expect(finding?.advice).toContain('make destroy ENVIRONMENT=staging SWEEP=1 deletes it.');
  });

  it('is a warning if the rest is deployed', () => {
    expect(judge(deployed, vpc)).toMatchObject([{ state: 'warning' }]);
  });

  it('is a failure if it has a name that a deployment needs for itself', () => {
    const [finding] = judge(deployed, role);
    expect(finding).toMatchObject({ state: 'failure' });
    expect(finding?.advice).toContain("If something is somebody else's, leave it alone");
    const { attributesOf } = stateWith('tencentcloud_cam_role', roleName);
    expect(judge({ ...deployed, attributesOf }, role)).toMatchObject([{ state: 'warning' }]);
  });

  it('is a failure if a resource that has another name now is to get the name', () => {
    const { attributesOf } = stateWith('tencentcloud_cam_role', { name: 'earlier' });
    const types = new Set([...deployed.types, 'tencentcloud_cam_role']);
    expect(judge({ ...deployed, types, attributesOf }, role)).toMatchObject([{ state: 'failure' }]);
    expect(judge({ ...deployed, types, attributesOf }, { ...role, name: 'earlier-still' })).toMatchObject([
      { state: 'warning' },
    ]);
  });

  it('is a note if it is in the recycle bin', () => {
    const redis = { type: 'tencentcloud_redis_instance', id: 'crs-1', isInRecycleBin: true };
    expect(judge(emptyState, redis)).toMatchObject([
      { state: 'ok' },
      { state: 'note', found: 'Redis instance crs-1 (in the recycle bin, still in its subnet)' },
    ]);
  });
});
