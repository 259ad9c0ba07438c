import { describe, expect, it } from 'vitest';
import { checkReceivers } from '../../../local-cloud/account/cls-receivers';

const receiver = {
  ReceiverType: 'Uin',
  ReceiverIds: [16012345],
  ReceiverChannels: ['Email', 'Sms'],
  StartTime: '00:00:00',
  EndTime: '23:59:59',
};
const check = (receivers: unknown) => checkReceivers(receivers, (uid) => uid === 16012345);

describe('The receivers of an alarm notice', () => {
  it('are users of the account with the times at which they can be notified', () => {
    expect(() => check([receiver, { ...receiver, NoticeContentId: 'Default-en' }])).not.toThrow();
    expect(() => check(undefined)).not.toThrow();
  });

  it.each<[string, object, string]>([
    ['no start time', { StartTime: undefined }, 'NoticeReceivers.0.StartTime is wrong: it is required'],
    ['no end time', { EndTime: undefined }, 'NoticeReceivers.0.EndTime is wrong: it is required'],
    ['a malformed time', { StartTime: '9:00' }, 'it is a time such as 09:00:00'],
    ['an unknown type', { ReceiverType: 'Uid' }, 'NoticeReceivers.0.ReceiverType is wrong: it is Uin or Group'],
    ['an unknown channel', { ReceiverChannels: ['Pigeon'] }, 'it is Email, Sms, WeChat or Phone'],
    ['no ID', { ReceiverIds: [] }, 'it has at least one ID'],
    ['a UIN', { ReceiverIds: [16012345, 100012345678] }, 'The receiver 100012345678 is not the UID of a user'],
    ['a group that does not exist', { ReceiverType: 'Group' }, 'is not a user group of this account'],
  ])('are refused with %s', (_, changes, message) => {
    expect(() => check([{ ...receiver, ...changes }])).toThrow(
      expect.objectContaining({ code: 'InvalidParameter', message: expect.stringContaining(message) }),
    );
  });
});
