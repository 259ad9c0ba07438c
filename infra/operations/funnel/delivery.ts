import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_client';
import { describeError } from '../command-line';

/** What carriers reported of all messages of an SMS application. */
export type DeliveryCounts =
  | {
      /** Messages that the SMS API took. */
      readonly submitted: number;
      readonly received: number;
      readonly failed: number;
      /** Messages of which no carrier has reported anything yet. */
      readonly unreported: number;
    }
  | { readonly unavailable: string };

/** Days that one call covers at most. platform: sms-delivery-statistics */
const longestDays = 32;

/**
 * Asks the SMS API for carriers' reports of whole hours. Why they are not known is a value, since the log is worth printing without them.
 *
 * @param period from one time until another, in milliseconds since 1970
 */
export async function countDeliveries(
  config: ClientConfig,
  sdkAppId: string,
  [from, until]: readonly [number, number],
): Promise<DeliveryCounts> {
  if (sdkAppId === '') return { unavailable: 'the function prints messages, and sends none' };
  if (until - from > longestDays * 86_400_000)
    return { unavailable: `the SMS API tells of at most ${longestDays} days` };
  // Receipts are looked up in one of the regions of the SMS API.
  const client = new Client({ ...config, region: 'ap-guangzhou' });
  try {
    const { CallbackStatusStatistics: counted } = await client.CallbackStatusStatistics({
      BeginTime: hourOf(from),
      EndTime: hourOf(until),
      SmsSdkAppId: sdkAppId,
      Limit: 0,
      Offset: 0,
    });
    const { RequestSuccessCount = 0, CallbackSuccessCount = 0, CallbackFailCount = 0 } = counted ?? {};
    return {
      submitted: RequestSuccessCount,
      received: CallbackSuccessCount,
      failed: CallbackFailCount,
      unreported: Math.max(0, RequestSuccessCount - CallbackSuccessCount - CallbackFailCount),
    };
  } catch (error) {
    return { unavailable: `unknown, the SMS API did not tell: ${describeError(error)}` };
  }
}

/** An hour as the SMS API writes it, such as `2026112310`: in the time of Beijing. platform: sms-statistics-hours */
export function hourOf(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 13).replaceAll(/\D/g, '');
}
