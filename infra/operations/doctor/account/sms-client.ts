import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import { variables } from '../../../../function/configuration/variables';
import type { AccountQuestion } from '../finding';

/** A client of the SMS API in the region that the function uses. platform: sms-regions */
export function smsClient({ config, settings }: AccountQuestion): Client {
  const region = variables.shape.SMS_REGION.parse(settings.function.variables?.SMS_REGION);
  return new Client({ ...config, region });
}

/** Whether the function sends messages by the SMS API, and does not print them. */
export function sendsMessages({ settings }: AccountQuestion): boolean {
  return settings.function.variables?.SMS_SENDER !== 'console';
}
