import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import type { SmsPackagesStatistics } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { mainland } from '../../../../function/configuration/destinations';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import { destinationOf, smsCountries } from '../../../settings/sms-countries';
import type { AccountCheck, Finding } from '../finding';
import { sendsMessages, smsClient } from './sms-client';

const check = 'SMS package';
const pageSize = 500;
/** Packages that were created earlier have expired. platform: sms-package-life */
const longestLifeMs = 3 * 365 * 86_400_000;

/** What the API answers about an application that cannot send. platform: sms-application-refused */
const refusals: Readonly<Record<string, string>> = {
  'InvalidParameterValue.SdkAppIdNotExist': 'does not exist',
  'UnauthorizedOperation.SmsSdkAppIdVerifyFail': 'is not of the account of these keys',
  'UnauthorizedOperation.SdkAppIdIsDisabled': 'is disabled',
  'UnauthorizedOperation.SerivceSuspendDueToArrears': 'is suspended, because the account is in arrears',
};

/** Whether the SMS application exists, and has messages left. */
export const checkSmsPackage: AccountCheck = async (question) => {
  const id = question.variable('sms_sdkappid');
  if (!sendsMessages(question)) return [];
  if (id === undefined) return [{ check, state: 'note', found: 'sms_sdkappid is not set, so it cannot be looked up' }];
  try {
    const packages = await listPackages(smsClient(question), id);
    const isPrepaid = destinationOf(smsCountries(question.settings)?.allowed ?? [mainland]) !== 'abroad';
    const budget = Number(question.settings.function.variables?.SEND_DAILY_BUDGET ?? 0);
    return [{ check, ...describePackages(packages, isPrepaid, budget) }, limitNote(id)];
  } catch (error) {
    const failure = readApiFailure(error);
    const problem = failure.result === 'refused' ? refusals[failure.apiCode] : undefined;
    if (problem === undefined || failure.result !== 'refused') throw error;
    const found = `the SMS application ${id} ${problem} (${failure.apiCode})`;
    const advice =
      'Set sms_sdkappid to the SDKAppID of an application that the SMS console lists under "Application Management".';
    return [{ check, state: 'failure', found, advice }];
  }
};

async function listPackages(client: Client, sdkAppId: string): Promise<readonly SmsPackagesStatistics[]> {
  const now = Date.now();
  const packages: SmsPackagesStatistics[] = [];
  for (;;) {
    const reply = await client.SmsPackagesStatistics({
      SmsSdkAppId: sdkAppId,
      Limit: pageSize,
      Offset: packages.length,
      BeginTime: hourOf(now - longestLifeMs),
      EndTime: hourOf(now),
    });
    const found = reply.SmsPackagesStatisticsSet ?? [];
    packages.push(...found);
    if (found.length < pageSize) return packages;
  }
}

/** Time as text, in Beijing. platform: sms-packages */
const beijing = (milliseconds: number) =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(milliseconds);
const hourOf = (milliseconds: number) => beijing(milliseconds).replaceAll(/\D/g, '').slice(0, 10);
const dayOf = (seconds: number) => beijing(seconds * 1000).slice(0, 10);

/** A package as the API describes it, with times in seconds since 1970. */
interface MessagePackage {
  readonly left: number;
  readonly from: number;
  readonly until: number;
}

function describePackages(
  listed: readonly SmsPackagesStatistics[],
  isPrepaid: boolean,
  dailyBudget: number,
): Pick<Finding, 'state' | 'found' | 'advice'> {
  const now = Date.now() / 1000;
  const packages = listed
    .map((one) => ({
      left: (one.PackageAmount ?? 0) - (one.CurrentUsage ?? 0),
      from: one.PackageEffectiveTime ?? 0,
      until: one.PackageExpiredTime ?? 0,
    }))
    .sort((a, b) => a.until - b.until);
  const usable = packages.filter(({ left, from, until }) => left > 0 && from <= now && until > now);
  const [first, last] = [usable[0], usable.at(-1)];
  if (first === undefined || last === undefined) return describeNone(packages, isPrepaid, now);
  const left = usable.reduce((sum, one) => sum + one.left, 0);
  const found =
    first === last
      ? `${left} messages left until ${dayOf(last.until)}`
      : `${left} messages left in ${usable.length} packages, ${first.left} of them until ${dayOf(first.until)}, the last until ${dayOf(last.until)}`;
  if (left >= dailyBudget) return { state: 'ok', found };
  const few = `${found}: fewer than SEND_DAILY_BUDGET (${dailyBudget}) allows in a day`;
  if (!isPrepaid) return { state: 'note', found: few };
  return {
    state: 'warning',
    found: few,
    advice: 'Buy a package in the SMS console before nobody gets a code any more.',
  };
}

function describeNone(
  packages: readonly MessagePackage[],
  isPrepaid: boolean,
  now: number,
): Pick<Finding, 'state' | 'found' | 'advice'> {
  const coming = packages.find(({ left, from }) => left > 0 && from > now);
  const last = packages.at(-1);
  let reason = '';
  if (coming !== undefined) reason = `; one begins on ${dayOf(coming.from)}`;
  else if (last !== undefined)
    reason = last.until > now ? ': all are used up' : `; the last one expired on ${dayOf(last.until)}`;
  const found = `no package with messages left${reason}`;
  if (!isPrepaid) return { state: 'note', found: `${found}; messages abroad can be paid afterwards` };
  const advice =
    'Buy a package in the SMS console, or the API refuses messages with FailedOperation.InsufficientBalanceInSmsPackage. ' +
    'An account that pays for messages afterwards needs none.';
  // Without any package so far, the account may pay afterwards, and one that begins needs nobody to act.
  const isCertain = last !== undefined && coming === undefined;
  return { state: isCertain ? 'failure' : 'warning', found, advice };
}

/** No call of the API tells these limits. platform: sms-default-limits, sms-limit-setting */
const limitNote = (sdkAppId: string): Finding => ({
  check: 'SMS limits',
  state: 'note',
  found:
    `no call tells how many messages a day application ${sdkAppId} sends to a number (2, unless it was raised): look at it in the SMS ` +
    'console under "Application Management", "Basic Configuration", "Sending Frequency Limit"',
});
