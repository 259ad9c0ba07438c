import { describe, expect, it } from 'vitest';
import { refuseOtherState } from '../../../../infra/operations/stack/state-guard';
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
