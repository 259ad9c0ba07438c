import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import type { DescribeSignListStatus } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { mainland } from '../../../../function/configuration/destinations';
import { smsCountries } from '../../../settings/sms-countries';
import type { AccountCheck, AccountQuestion, Finding } from '../finding';
import { sendsMessages, smsClient } from './sms-client';
import { type UsedContent, usedContents } from './sms-contents';
import { describeReview } from './sms-review';

const check = 'SMS signature';
/** `International` of signatures for the Chinese mainland, and for other countries. platform: sms-sign-of-other-kind */
const forMainland = 0;
const forOthers = 1;
const pageSize = 100;
/** Names of signatures in a line. */
const mostNames = 5;

/** Whether the signatures of the messages can be used: messages to the Chinese mainland need one, others may have one. */
export const checkSmsSign: AccountCheck = async (question) => {
  if (!sendsMessages(question)) return [];
  const { byDefault = [], allowed = [] } = smsCountries(question.settings) ?? {};
  const { used, unset } = usedContents(question, { variable: 'sms_sign', attribute: 'sign', byDefault });
  const needsSign = allowed.includes(mainland);
  const notes = unset
    // Without the variable, messages abroad have no default signature.
    .filter((name) => name !== 'sms_sign' || byDefault.includes(mainland))
    .map((name): Finding => ({ check, state: 'note', found: `${name} is not set, so it cannot be looked up` }));
  const signs = used.filter(({ value, codes }) => value !== '' || codes.includes(mainland));
  if (signs.length + notes.length === 0 && !needsSign) {
    return [{ check, state: 'note', found: 'none is needed: no messages go to the Chinese mainland' }];
  }
  return [...notes, ...(await examineSigns(question, signs))];
};

/** Looks signatures up: those for the mainland are listed under one kind, those for other countries under either. platform: sms-sign-needed */
async function examineSigns(question: AccountQuestion, signs: readonly UsedContent[]): Promise<readonly Finding[]> {
  if (signs.length === 0) return [];
  const client = smsClient(question);
  const ofMainland = await listSigns(client, forMainland);
  const goesAbroad = ({ codes }: UsedContent) => codes.some((code) => code !== mainland);
  const ofOthers = signs.some(goesAbroad) ? await listSigns(client, forOthers) : [];
  return signs.map((sign) => {
    const listed = sign.codes.includes(mainland) ? ofMainland : [...ofMainland, ...ofOthers];
    return { check, ...describeSign(sign, listed) };
  });
}

function describeSign({ value, setBy }: UsedContent, all: readonly DescribeSignListStatus[]): Omit<Finding, 'check'> {
  const named = all.filter(({ SignName }) => SignName === value);
  // A name that was refused can be requested again: the usable one counts, or else the one that is nearest to it.
  const [best] = [0, 2, 1].flatMap((status) => named.find(({ StatusCode }) => StatusCode === status) ?? []);
  const found = best ?? named[0];
  const what = `the signature ${JSON.stringify(value)}`;
  if (found === undefined) {
    return { state: 'failure', found: `${what} does not exist`, advice: adviceFor({ value, setBy }, all) };
  }
  return describeReview(what, found) ?? { state: 'ok', found: `${what} can be used` };
}

async function listSigns(client: Client, International: number): Promise<readonly DescribeSignListStatus[]> {
  const signs: DescribeSignListStatus[] = [];
  for (;;) {
    const page = { International, Limit: pageSize, Offset: signs.length };
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

function adviceFor(
  { value: sign, setBy }: Pick<UsedContent, 'value' | 'setBy'>,
  all: readonly DescribeSignListStatus[],
): string {
  const names = [...new Set(all.flatMap(({ SignName }) => SignName ?? []))];
  const quote = (list: readonly string[]) => list.map((name) => JSON.stringify(name)).join(', ');
  const near = names.filter((name) => roughly(name) === roughly(sign));
  if (near.length > 0) return `Set ${setBy} to exactly ${quote(near)}, if that is meant.`;
  if (names.length === 0) {
    return 'The account has no signature for the Chinese mainland. Request one in the SMS console ("Prepare SMS" in docs/deploy.md).';
  }
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return `Set ${setBy} to a signature of the account: ${quote(names.slice(0, mostNames))}${more}; or request it in the SMS console.`;
}
