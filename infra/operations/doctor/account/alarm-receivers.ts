import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client';
import * as z from 'zod';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { AccountCheck } from '../finding';

const check = 'Alarm receivers';
const variable = 'alarm_receiver_uids';
/** The largest page of `ListReceiver`. */
const receiversPage = 50;

/** Whether the users exist who receive alarms. platform: alarm-receiver-uid */
export const checkAlarmReceivers: AccountCheck = async (question) => {
  const { settings, config } = question;
  if (settings.monitoring === undefined) return [];
  const uids = readUids(question.variable(variable));
  if (uids === undefined) return [{ check, state: 'note', found: `${variable} is not set, or is no list of numbers` }];
  const users = (await new Client(config).ListUsers()).Data ?? [];
  const notUsers = uids.filter((uid) => !users.some((user) => user.Uid === uid));
  const receivers = notUsers.length === 0 ? [] : await listReceiverUids(config);
  const unknown = notUsers.filter((uid) => !receivers?.includes(uid));
  if (unknown.length === 0) return [{ check, state: 'ok', found: `${uids.join(', ')}: known in this account` }];
  const uins = users.filter(({ Uin }) => Uin !== undefined && unknown.includes(Uin));
  const advice =
    uins.length > 0
      ? `Set ${variable} to UIDs: ${uins.map(({ Uin, Uid }) => `${Uin} is the UIN of the user with the UID ${Uid}`).join('; ')}.`
      : `Look up UIDs with \`tccli cam ListUsers\`, and set ${variable} to them, such as [16012345].`;
  if (receivers === undefined) {
    const found = `no sub-user has the UID ${unknown.join(', ')}; whether the owner or a message receiver has it cannot be told`;
    return [{ check, state: 'warning', found, advice }];
  }
  const found = `nobody in this account has the UID ${unknown.join(', ')}, so CLS refuses the notice, or nobody is notified`;
  return [{ check, state: 'failure', found, advice }];
};

const uidsSchema = z.array(z.coerce.number().int()).min(1);

function readUids(value: string | undefined): readonly number[] | undefined {
  try {
    return uidsSchema.safeParse(JSON.parse(value ?? '')).data;
  } catch {
    return undefined;
  }
}

/**
 * The UIDs of those who are no sub-users, but receive messages: the account's owner, collaborators and contacts.
 * platform: alarm-receiver-contacts
 *
 * @returns `undefined` if the API refuses to list them
 */
async function listReceiverUids(config: ClientConfig): Promise<readonly number[] | undefined> {
  const client = new Client(config);
  const uids: number[] = [];
  try {
    for (;;) {
      const reply = await client.ListReceiver({ Offset: uids.length, Limit: receiversPage });
      const found = reply.Receivers ?? [];
      uids.push(...found.map(({ Uid }) => Uid ?? 0));
      if (found.length < receiversPage) return uids;
    }
  } catch (error) {
    if (readApiFailure(error).result === 'refused') return undefined;
    throw error;
  }
}
