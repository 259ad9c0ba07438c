import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAlarmReceivers } from '../../../../../infra/operations/doctor/account/alarm-receivers';
import { initialAccount } from '../../../../../local-cloud/account/initial-account';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const settings = environment('staging');
const { uid, uin } = initialAccount.user;

describe('The check of alarm receivers', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
  });
  afterEach(() => account.stop());

  const check = (uids: string | undefined) =>
    account.check(checkAlarmReceivers, { settings, variables: { alarm_receiver_uids: uids } });

  it('knows the users of the account', async () => {
    expect(await check(`[${uid}]`)).toEqual([
      { check: 'Alarm receivers', state: 'ok', found: `${uid}: known in this account` },
    ]);
  });

  it('knows contacts that are no users, of all pages', async () => {
    const contacts = [...Array.from({ length: 50 }, (_, index) => ({ Uid: 1000 + index })), { Uid: 16099999 }];
    account.answer('ListReceiver', ({ Offset, Limit }) => ({
      Receivers: contacts.slice(Number(Offset), Number(Offset) + Number(Limit)),
    }));
    expect(await check('[1007, 16099999]')).toMatchObject([
      { state: 'ok', found: '1007, 16099999: known in this account' },
    ]);
  });

  it('refuses a UID of nobody', async () => {
    account.answer('ListReceiver', { Receivers: [{ Uid: 1000 }] });
    expect(await check(`[${uid},16099999]`)).toMatchObject([
      {
        state: 'failure',
        found: 'nobody in this account has the UID 16099999, so CLS refuses the notice, or nobody is notified',
        advice: expect.stringContaining('tccli cam ListUsers'),
      },
    ]);
  });

  it('names the UID of a user whose UIN was given', async () => {
    account.answer('ListReceiver', { Receivers: [] });
    const [finding] = await check(`[${uin}]`);
    expect(finding).toMatchObject({ state: 'failure', advice: expect.stringContaining(`with the UID ${uid}.`) });
  });

  it('does not refuse a UID if contacts cannot be listed', async () => {
    account.refuse('ListReceiver', 'AuthFailure.UnauthorizedOperation');
    expect(await check('[16099999]')).toMatchObject([
      {
        state: 'warning',
        found: 'no sub-user has the UID 16099999; whether the owner or a message receiver has it cannot be told',
      },
    ]);
  });

  it.each([[undefined], [''], ['16012345 ,'], ['["a"]'], ['[]']])('says that %j is no list', async (value) => {
    expect(await check(value)).toMatchObject([
      { state: 'note', found: 'alarm_receiver_uids is not set, or is no list of numbers' },
    ]);
  });

  it('is not made without monitoring', async () => {
    expect(await account.check(checkAlarmReceivers)).toEqual([]);
  });
});
