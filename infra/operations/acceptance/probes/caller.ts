import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client';
import { notReached, type Probe, verdict } from '../probe';

const name = 'sts-owner-type';

/** How the API names the account's owner. platform: sts-owner-type */
export const callerProbe: Probe = {
  decides: [name],
  async run({ config }) {
    const { Type: type, AccountId, PrincipalId, UserId } = await new Client(config).GetCallerIdentity();
    const isOwner = type === 'RootUser' || (UserId === AccountId && PrincipalId === AccountId);
    if (!isOwner)
      return { verdicts: [notReached(name, `the keys are not those of the account's owner, but of ${type}`)] };
    const isSame = UserId === AccountId && PrincipalId === AccountId;
    return {
      answers: { 'caller.owner': { type: type ?? null, isUinEverywhere: isSame } },
      verdicts: [
        verdict(name, {
          holds: type === 'RootUser' && isSame,
          found: `the owner's type is ${type}, and the IDs are ${isSame ? 'all the same' : 'different ones'}`,
        }),
      ],
    };
  },
};
