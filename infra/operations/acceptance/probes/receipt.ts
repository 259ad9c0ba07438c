import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';

/** Which message to ask about. */
export interface ReceiptQuery {
  /** In E.164. */
  readonly phone: string;
  readonly sdkAppId: string;
  /** When it was sent at the earliest, in seconds since 1970. */
  readonly startedAt: number;
  readonly config: ClientConfig;
}

/** How long to wait for the carrier's receipt, and between two look-ups, in milliseconds. */
const deadlineMs = 60_000;
const pauseMs = 2000;

/** Waits for the carrier's receipt. @returns `SUCCESS`, `FAIL`, or `undefined` if there is none yet */
export async function findReceipt({ phone, sdkAppId, startedAt, config }: ReceiptQuery): Promise<string | undefined> {
  // Receipts are looked up in one of the regions of the SMS API.
  const client = new Client({ ...config, region: 'ap-guangzhou' });
  const deadline = Date.now() + deadlineMs;
  do {
    const { PullSmsSendStatusSet: statuses } = await client.PullSmsSendStatusByPhoneNumber({
      BeginTime: startedAt,
      Offset: 0,
      Limit: 100,
      PhoneNumber: phone,
      SmsSdkAppId: sdkAppId,
    });
    const found = statuses?.find(({ ReportStatus }) => ReportStatus);
    if (found !== undefined) return found.ReportStatus;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  } while (Date.now() < deadline);
  return undefined;
}
