import { describe, expect, it } from 'vitest';
import { refuseLeavingNetwork, refuseOtherState } from '../../../../infra/operations/stack/state-guard';
import { parseState, type StackState } from '../../../../infra/operations/stack/terraform-state';
import { environment } from '../../../support/synthesize';
import { stackSession } from './stack-session';

describe('The state of a stack', () => {
  const session = stackSession(environment('dev'));
  const state: StackState = { ...parseState(''), environment: 'dev', region: 'ap-guangzhou' };

  it('may be the environment’s own, or not tell whose it is', () => {
    expect(() => refuseOtherState(session, state)).not.toThrow();
    expect(() => refuseOtherState(session, { ...state, environment: undefined, region: undefined })).not.toThrow();
  });

  it('may not be that of another environment', () => {
    expect(() => refuseOtherState(session, { ...state, environment: 'pr-3' })).toThrow(
      'The state of sms-verification-dev holds the environment pr-3, by the tags of its resources.',
    );
  });

  it('may not be in another region', () => {
    expect(() => refuseOtherState(session, { ...state, region: 'ap-shanghai' })).toThrow(
      'sms-verification-dev is in ap-shanghai according to its state, and in ap-guangzhou according to its settings.',
    );
  });
});

describe('An environment with a network of its own', () => {
  const shared = { environment: 'dev' };
  const preview = stackSession(environment('pr-3', { network: shared, codeStore: shared }));
  const own = stackSession(environment('pr-3'));
  /** A state with a subnet, as Terraform stores it. */
  const stateOf = (instance: object) =>
    parseState(
      JSON.stringify({
        version: 4,
        resources: [{ mode: 'managed', type: 'tencentcloud_subnet', name: 'network_subnet', instances: [instance] }],
      }),
    );
  const attributes = { id: 'subnet-1', availability_zone: 'ap-guangzhou-3' };
  const of01 = stateOf({ attributes });

  it('may not leave it if version 0.1 deployed it', () => {
    expect(() => refuseLeavingNetwork(preview, of01)).toThrow(
      'Destroy it, with make destroy ENVIRONMENT=pr-3, and deploy it again.',
    );
  });

  it('may leave it once a later version has deployed it, and keep it before', () => {
    expect(() => refuseLeavingNetwork(preview, stateOf({ attributes, create_before_destroy: true }))).not.toThrow();
    expect(() => refuseLeavingNetwork(preview, parseState(''))).not.toThrow();
    expect(() => refuseLeavingNetwork(own, of01)).not.toThrow();
  });
});
