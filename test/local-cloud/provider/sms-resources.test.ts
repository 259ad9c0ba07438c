import { beforeEach, describe, expect, it } from 'vitest';
import { smsResources } from '../../../local-cloud/provider/resources/sms-resources';
import { startTrialAccount, type TrialAccount } from '../trial-account';

describe('The resource tencentcloud_sms_sign', () => {
  let trial: TrialAccount;
  const planned = { sign_name: 'Mine', sign_type: 0, document_type: 1, sign_purpose: 0, proof_image: 'aGVsbG8=' };
  const create = async (international: number) =>
    smsResources(trial.account.sms).tencentcloud_sms_sign?.create({ ...planned, international });

  beforeEach(() => {
    trial = startTrialAccount();
    return () => trial.stop();
  });

  it('cannot be created for the mainland, since it has no attribute for the qualification', async () => {
    await expect(create(0)).rejects.toMatchObject({ code: 'MissingParameter', parameter: 'QualificationId' });
  });

  it('can be created for other countries', async () => {
    expect(await create(1)).toMatchObject({ sign_name: 'Mine', id: expect.stringMatching(/^\d+#1$/) });
  });
});
