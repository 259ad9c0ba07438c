import type { TencentCloudSmsSettings } from '../configuration/configuration';
import type { Destinations } from '../configuration/destinations';
import type { ProcessEnvironment } from '../configuration/process-environment';
import { createApiClient } from '../tencent-cloud/api-client';
import { type ApiFailure, classifyApiCode, readApiFailure } from '../tencent-cloud/api-failure';
import { readSendRefusal } from './send-refusal';
import type { SendResult, SmsMessage, SmsSender } from './sms-sender';

export interface TencentCloudSenderOptions {
  readonly settings: TencentCloudSmsSettings;
  /** @default - all messages have the template and the signature of the settings */
  readonly destinations?: Destinations | undefined;
  /** Contains the credentials. */
  readonly environment: ProcessEnvironment;
  readonly now: () => number;
}

/** Creates a sender that calls Tencent Cloud's SMS API, version 2021-01-11, action SendSms. platform: sms-numbers, sms-status-ok */
export function createTencentCloudSender(options: TencentCloudSenderOptions): SmsSender {
  const { settings, destinations = {}, environment, now } = options;
  const { sdkAppId, templateParameters, region, endpoint } = settings;
  const getClient = createApiClient({
    // Loaded with the first message, not at the cold start.
    create: async (config) => {
      const { Client } = await import('tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client');
      return new Client(config);
    },
    endpoint,
    region,
    environment,
    now,
  });

  async function send({ to, countryCode, code, minutes }: SmsMessage): Promise<SendResult> {
    const client = await getClient();
    const { templateId, sign } = destinations[countryCode] ?? settings;
    const toResult = (failure: ApiFailure): SendResult =>
      failure.result === 'refused' ? readSendRefusal({ ...failure, countryCode, now: now() }) : failure;
    const values = { code, minutes: String(minutes) };
    const request = {
      PhoneNumberSet: [to],
      SmsSdkAppId: sdkAppId,
      ...(sign !== '' && { SignName: sign }),
      TemplateId: templateId,
      TemplateParamSet: templateParameters.map((parameter) => values[parameter]),
    };
    try {
      const { SendStatusSet } = await client.SendSms(request);
      const status = SendStatusSet?.[0];
      if (status?.Code === 'Ok') return { result: 'sent' };
      if (!status?.Code) return { result: 'unanswered', reason: 'the reply contains no send status' };
      return toResult(classifyApiCode(status.Code, status.Message ?? ''));
    } catch (error) {
      return toResult(readApiFailure(error));
    }
  }

  return { send };
}
