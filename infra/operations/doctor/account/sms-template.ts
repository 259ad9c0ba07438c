import type { DescribeTemplateListStatus } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { variables } from '../../../../function/configuration/variables';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { EnvironmentSettings } from '../../../settings/environment-schema';
import { destinationOf, smsCountries } from '../../../settings/sms-countries';
import type { AccountCheck, AccountQuestion, Finding } from '../finding';
import { oneLine } from './one-line';
import { sendsMessages, smsClient } from './sms-client';
import { type UsedContent, usedContents } from './sms-contents';
import { describeReview } from './sms-review';

const check = 'SMS template';
type Part = Pick<Finding, 'state' | 'found' | 'advice'>;

/** Whether the templates of the messages can be used, have the parameters that the function fills, and are for where they go. */
export const checkSmsTemplate: AccountCheck = async (question) => {
  if (!sendsMessages(question)) return [];
  const { smsContent } = question.settings;
  const { byDefault = [] } = smsCountries(question.settings) ?? {};
  const { used, unset } = usedContents(question, {
    variable: 'sms_template_id',
    attribute: 'template_id',
    byDefault: smsContent === undefined ? byDefault : [],
  });
  const notes = unset.map(
    (name): Finding => ({ check, state: 'note', found: `${name} is not set, so it cannot be looked up` }),
  );
  const made = smsContent === undefined ? [] : await checkOwnTemplate(question);
  const examined: Finding[] = [];
  for (const template of used) examined.push(...(await examineTemplate(question, template)));
  return [...notes, ...made, ...examined];
};

async function examineTemplate(question: AccountQuestion, used: UsedContent): Promise<readonly Finding[]> {
  const { value: id, setBy } = used;
  if (!/^[1-9]\d*$/.test(id)) return [malformed(used)];
  const template = await findTemplate(question, id);
  const what = `the template ${id}`;
  if (template === undefined) {
    const advice = `Set ${setBy} to the ID of an approved body template of this account (SMS console, "Prepare SMS" in docs/deploy.md).`;
    return [{ check, state: 'failure', found: `${what} does not exist`, advice }];
  }
  const problems = [
    describeReview(what, template),
    describeParameters(what, template, question.settings),
    describeCountries(template, used, question.settings),
  ].flatMap((problem) => problem ?? []);
  if (problems.length > 0) return problems.map((problem) => ({ check, ...problem }));
  return [{ check, state: 'ok', found: `${what} can be used, and has the parameters that the function fills` }];
}

/** Whether the API answers the call with which the provider reads the template that it has created. */
async function checkOwnTemplate(question: AccountQuestion): Promise<readonly Finding[]> {
  try {
    await smsClient(question).DescribeSmsTemplateList({ International: 0, Limit: 1, Offset: 0 });
  } catch (error) {
    const failure = readApiFailure(error);
    if (failure.result !== 'refused' || !/^InternalError\b/.test(failure.apiCode)) throw error;
    const found = `the API cannot be asked for templates: ${failure.apiCode}: ${oneLine(failure.reason)}`;
    const advice =
      'The deployment creates one (smsContent), and fails as long as this lasts. Run the command again later.';
    return [{ check, state: 'failure', found, advice }];
  }
  const found =
    'the deployment creates it (smsContent): no message is sent until it is approved, usually within two hours';
  return [{ check, state: 'note', found }];
}

/** The function passes the ID to SendSms as it is; only `DescribeSmsTemplateList` takes a number. */
const malformed = ({ value: id, setBy }: UsedContent): Finding => ({
  check,
  state: 'failure',
  found: `${JSON.stringify(id)} is no template ID: an ID has digits only, and does not begin with 0`,
  advice: `Set ${setBy} to the ID as the SMS console shows it, such as 1234567.`,
});

/** Asks for both kinds: under which of them a template for both is listed, no document says. platform: sms-template-listed */
async function findTemplate(question: AccountQuestion, id: string): Promise<DescribeTemplateListStatus | undefined> {
  const client = smsClient(question);
  const number = Number(id);
  if (!Number.isSafeInteger(number)) return undefined;
  const replies = await Promise.all(
    [0, 1].map((International) => client.DescribeSmsTemplateList({ International, TemplateIdSet: [number] })),
  );
  const found = replies.flatMap(({ DescribeTemplateStatusSet }) => DescribeTemplateStatusSet ?? []);
  return found.find(({ TemplateId }) => TemplateId === number);
}

/** platform: sms-parameters-must-fit */
function describeParameters(
  what: string,
  { TemplateContent: content = '' }: DescribeTemplateListStatus,
  { function: { variables: own = {} } }: EnvironmentSettings,
): Part | undefined {
  const wanted = [...new Set(content.match(/\{\d+\}/g) ?? [])].sort();
  const filled = variables.shape.SMS_TEMPLATE_PARAMS.parse(own.SMS_TEMPLATE_PARAMS);
  if (wanted.length === filled.length) return undefined;
  const has = wanted.length === 0 ? 'no parameters' : `${wanted.length} (${wanted.join(', ')})`;
  return {
    state: 'failure',
    found: `${what} has ${has}, and the function fills ${filled.length} (SMS_TEMPLATE_PARAMS: ${filled.join(',')})`,
    advice:
      'Set SMS_TEMPLATE_PARAMS in `function.variables` (infra/settings/own-presets.ts) to what the parameters stand for, such as ' +
      'code or code,minutes, or use another template.',
  };
}

/** What `International` of a template stands for. platform: sms-template-countries */
const countriesOf: Readonly<Record<number, string>> = {
  0: 'for the Chinese mainland only',
  1: 'for other countries than the Chinese mainland only',
};

function describeCountries(
  { International: international = 0 }: DescribeTemplateListStatus,
  { value: id, codes }: UsedContent,
  settings: EnvironmentSettings,
): Part | undefined {
  const destination = destinationOf(codes);
  const fits = { mainland: [0, 3], abroad: [1, 3], both: [3] }[destination];
  if (fits.includes(international)) return undefined;
  const kind = countriesOf[international] ?? `of the unknown kind ${international}`;
  const isForAll = codes.length === smsCountries(settings)?.allowed.length;
  const reason = isForAll ? `ALLOWED_COUNTRY_CODES is ${codes.join(',')}` : `messages to ${codes.join(', ')} have it`;
  return {
    // With codes of both kinds, the messages of one kind are sent.
    state: destination === 'both' ? 'warning' : 'failure',
    found: `the template ${id} is ${kind}, but ${reason}`,
    advice:
      'Use a template for these countries (in the SMS console: Chinese Mainland SMS, Global SMS, or both), or change ' +
      'smsDestinations or ALLOWED_COUNTRY_CODES (infra/settings/own-presets.ts).',
  };
}
