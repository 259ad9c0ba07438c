import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { refuseOtherAccount } from '../../../../infra/operations/stack/state-account';
import { parseState } from '../../../../infra/operations/stack/terraform-state';
import { type LocalCloud, startLocalCloud } from '../../../../local-cloud/local-cloud';
import { environment } from '../../../support/synthesize';
import { stackSession } from './stack-session';

describe('The state of a stack', () => {
  let cloud: LocalCloud;

  beforeEach(async () => {
    cloud = await startLocalCloud();
    return () => cloud.stop();
  });

  const session = stackSession(environment('dev'));
  const stateOf = (account: string | undefined) => ({ ...parseState(''), account });
  const other = stateOf('100000000001');

  it('may be of the account of the credentials, or not tell of which it is', async () => {
    const here = { ...session, env: cloud.env };
    await refuseOtherAccount(here, stateOf(String(cloud.account.ownerUin)));
    await refuseOtherAccount(here, stateOf(undefined));
  });

  it('may not be of another account', async () => {
    const refusal = `The state of sms-verification-dev is of account 100000000001, and the credentials are for account ${cloud.account.ownerUin}. `;
    const inFile = { ...session, env: cloud.env };
    await expect(refuseOtherAccount(inFile, other)).rejects.toThrow(refusal);
    await expect(refuseOtherAccount(inFile, other)).rejects.toThrow('move state away');
    const stack = { ...session.stack, stateInCos: true, stateLocation: 'COS bucket b-1 in ap-beijing' };
    await expect(refuseOtherAccount({ ...inFile, stack }, other)).rejects.toThrow(
      'move sms-verification/sms-verification-dev in COS bucket b-1 in ap-beijing away',
    );
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['nobody set credentials', { TENCENTCLOUD_SECRET_ID: '' }],
    ['they are wrong', { TENCENTCLOUD_SECRET_KEY: 'wrong' }],
    ['Terraform assumes a role', { TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/ci' }],
    ['nothing answers', { API_ENDPOINT: 'http://127.0.0.1:1' }],
  ])('may be of any account if that of the credentials cannot be told, since %s', async (_, variables) => {
    await refuseOtherAccount({ ...session, env: { ...cloud.env, ...variables } }, other);
  });

  it('may be of any account if the API leaves out that of the credentials', async () => {
    const server = createServer((_, response) => void response.end('{"Response":{"RequestId":"1"}}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const API_ENDPOINT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await refuseOtherAccount({ ...session, env: { ...cloud.env, API_ENDPOINT } }, other);
  });
});
