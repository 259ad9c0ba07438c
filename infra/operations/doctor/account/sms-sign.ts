import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import type { DescribeSignListStatus } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { smsDestination } from '../../../settings/sms-destination';
import type { AccountCheck } from '../finding';
import { sendsMessages, smsClient } from './sms-client';
import { describeReview } from './sms-review';

const check = 'SMS signature';
/** `International` of signatures for the Chinese mainland; messages elsewhere need none. platform: sms-sign-needed */
const mainland = 0;
const pageSize = 100;
/** Names of signatures in a line. */
const mostNames = 5;

/** Whether the signature of the messages can be used. */
export const checkSmsSign: AccountCheck = async (question) => {
  const sign = question.variable('sms_sign');
  if (!sendsMessages(question)) return [];
  if (smsDestination(question.settings) === 'abroad') {
    return [{ check, state: 'note', found: 'none is needed: no messages go to the Chinese mainland' }];
  }
  if (sign === undefined) return [{ check, state: 'note', found: 'sms_sign is not set, so it cannot be looked up' }];
  const all = await listSigns(smsClient(question));
  const named = all.filter(({ SignName }) => SignName === sign);
  // A name that was refused can be requested again: the usable one counts, or else the one that is nearest to it.
  const [best] = [0, 2, 1].flatMap((status) => named.find(({ StatusCode }) => StatusCode === status) ?? []);
  const found = best ?? named[0];
  const what = `the signature ${JSON.stringify(sign)}`;
  if (found === undefined)
    return [{ check, state: 'failure', found: `${what} does not exist`, advice: adviceFor(sign, all) }];
  return [{ check, ...(describeReview(what, found) ?? { state: 'ok', found: `${what} can be used` }) }];
};

async function listSigns(client: Client): Promise<readonly DescribeSignListStatus[]> {
  const signs: DescribeSignListStatus[] = [];
  for (;;) {
    const page = { International: mainland, Limit: pageSize, Offset: signs.length };
    const found = (await client.DescribeSmsSignList(page)).DescribeSignListStatusSet ?? [];
    signs.push(...found);
    if (found.length < pageSize) return signs;
  }
}

/** The same for names that differ in case, width, spaces or brackets only. */
const roughly = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s[\]()【】「」"'_-]/g, '');

function adviceFor(sign: string, all: readonly DescribeSignListStatus[]): string {
  const names = [...new Set(all.flatMap(({ SignName }) => SignName ?? []))];
  const quote = (list: readonly string[]) => list.map((name) => JSON.stringify(name)).join(', ');
  const near = names.filter((name) => roughly(name) === roughly(sign));
  if (near.length > 0) return `Set sms_sign to exactly ${quote(near)}, if that is meant.`;
  if (names.length === 0) {
    return 'The account has no signature for the Chinese mainland. Request one in the SMS console (README, "Deploy it").';
  }
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `Set sms_sign to a signature of the account: ${quote(names.slice(0, mostNames))}${more}; or request it in the SMS console.`;
}
