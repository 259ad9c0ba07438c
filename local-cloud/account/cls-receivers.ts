import { z } from 'zod';
import { CloudError } from './cloud-error';

const timePattern = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const time = z.string('it is required').regex(timePattern, 'it is a time such as 09:00:00');

/** platform: alarm-receiver-times */
const receiversSchema = z.array(
  z.looseObject({
    ReceiverType: z.enum(['Uin', 'Group'], 'it is Uin or Group'),
    ReceiverIds: z.array(z.int('it is a number'), 'it is a list of IDs').min(1, 'it has at least one ID'),
    ReceiverChannels: z
      .array(z.enum(['Email', 'Sms', 'WeChat', 'Phone'], 'it is Email, Sms, WeChat or Phone'))
      .min(1, 'it has at least one channel'),
    StartTime: time,
    EndTime: time,
  }),
);

/**
 * Reads the receivers of an alarm notice, and refuses those whose form is wrong.
 *
 * @param receivers the API's `NoticeReceivers`
 */
export function readReceivers(receivers: unknown): z.infer<typeof receiversSchema> {
  const read = receiversSchema.safeParse(receivers ?? []);
  if (read.success) return read.data;
  const { path = [], message = '' } = read.error.issues[0] ?? {};
  throw refusal(`The parameter NoticeReceivers.${path.join('.')} is wrong: ${message}.`);
}

/**
 * Refuses receivers of an alarm notice that the service could not notify.
 *
 * @param receivers the API's `NoticeReceivers`
 * @param isUid whether a user of the account has a UID
 */
export function checkReceivers(receivers: unknown, isUid: (uid: number) => boolean): void {
  for (const { ReceiverType, ReceiverIds } of readReceivers(receivers)) {
    // platform: alarm-receiver-uid
    const unknown = ReceiverIds.find((id) => ReceiverType === 'Group' || !isUid(id));
    if (unknown === undefined) continue;
    const kind = ReceiverType === 'Group' ? 'a user group' : 'the UID of a user';
    throw refusal(`The receiver ${unknown} is not ${kind} of this account. A UIN, which has 12 digits, is not a UID.`);
  }
}

const refusal = (message: string) => new CloudError('InvalidParameter', message, 'NoticeReceivers');
