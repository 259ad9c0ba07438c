import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';

/** What a carrier reported of a message. */
export interface DeliveryReport {
  /** Whether the phone received it. */
  readonly isReceived: boolean;
  /** When it was received. @default - the carrier does not say */
  readonly at?: Date;
  /** The carrier's word, such as `DELIVRD`. */
  readonly description: string;
}

export interface DeliveryQuery {
  /** In E.164. */
  readonly phone: string;
  /** SDKAppID of the SMS application. */
  readonly sdkAppId: string;
  /** Age of the oldest report, in hours; up to 7 days. */
  readonly hours: number;
  readonly config: ClientConfig;
}

/** Reports that one call returns at most. */
const mostReports = 100;

/** Asks for what carriers reported of the messages to a number, the newest last. platform: sms-delivery-status */
export async function findDeliveryReports({
  phone,
  sdkAppId,
  hours,
  config,
}: DeliveryQuery): Promise<DeliveryReport[]> {
  // Receipts are looked up in one of the regions of the SMS API.
  const client = new Client({ ...config, region: 'ap-guangzhou' });
  const { PullSmsSendStatusSet: statuses } = await client.PullSmsSendStatusByPhoneNumber({
    BeginTime: Math.floor(Date.now() / 1000) - hours * 3600,
    Offset: 0,
    Limit: mostReports,
    PhoneNumber: phone,
    SmsSdkAppId: sdkAppId,
  });
  return (statuses ?? [])
    .filter(({ ReportStatus }) => ReportStatus)
    .map(({ ReportStatus, UserReceiveTime = 0, Description = '' }) => ({
      isReceived: ReportStatus === 'SUCCESS',
      ...(UserReceiveTime > 0 && { at: new Date(UserReceiveTime * 1000) }),
      description: Description,
    }))
    .sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
}
