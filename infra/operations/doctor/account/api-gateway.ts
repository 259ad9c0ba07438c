import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_client';
import { readApiFailure } from '../../../../function/tencent-cloud/api-failure';
import type { AccountCheck } from '../finding';
import { oneLine } from './one-line';

const check = 'API Gateway';

/** Refusals that tell nothing about the account: of these keys, or for the moment. */
const otherRefusals = /^(AuthFailure|InternalError|RequestLimitExceeded)\b|CamNoAuth/;

/** Whether the account still has API Gateway, if the trigger needs it. platform: api-gateway-retired, api-gateway-closed */
export const checkApiGateway: AccountCheck = async ({ settings, config }) => {
  if (settings.trigger !== 'api-gateway') return [];
  try {
    const { Result: result } = await new Client(config).DescribeServicesStatus({ Limit: 1 });
    const count = result?.TotalCount ?? 0;
    if (count > 0)
      return [{ check, state: 'ok', found: `the account has ${count} service${count === 1 ? '' : 's'} in the region` }];
    const found = 'it answers, but has no service in this region yet; whether it still creates one no call tells';
    return [{ check, state: 'note', found }];
  } catch (error) {
    const failure = readApiFailure(error);
    const isAboutAccount =
      failure.result === 'refused' &&
      !otherRefusals.test(failure.apiCode) &&
      !/not authorized to perform/i.test(failure.reason);
    if (!isAboutAccount) throw error;
    const reason = oneLine(failure.reason);
    const found = `it refuses this account (${failure.apiCode}: ${reason}): API Gateway can no longer be bought`;
    const advice = 'Set `trigger` to `function-url` in infra/settings/own-presets.ts.';
    return [{ check, state: 'failure', found, advice }];
  }
};
