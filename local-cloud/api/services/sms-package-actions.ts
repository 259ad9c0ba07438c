import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { z } from 'zod';
import type { SmsService } from '../../account/sms';
import { type Action, action } from '../action';
import { pageOf } from '../page';

/** The packages of messages that the account bought. platform: sms-packages */
export function smsPackageActions(sms: SmsService): Readonly<Record<string, Action>> {
  return {
    SmsPackagesStatistics: action<Models.SmsPackagesStatisticsRequest, Models.SmsPackagesStatisticsResponse>({
      parameters: {
        SmsSdkAppId: z.string(),
        Limit: z.int().min(1).max(500),
        Offset: z.int().min(0),
        BeginTime: z.string(),
        EndTime: z.string(),
      },
      answer: ({ SmsSdkAppId, BeginTime, EndTime, ...page }) => {
        const found = sms.packagesOfPeriod(SmsSdkAppId, { begin: BeginTime, end: EndTime });
        return {
          SmsPackagesStatisticsSet: pageOf(found, page).map(({ packageId, createdAt, expiresAt, amount, used }) => ({
            PackageCreateTime: Math.floor(createdAt / 1000),
            PackageEffectiveTime: Math.floor(createdAt / 1000),
            PackageExpiredTime: Math.floor(expiresAt / 1000),
            PackageAmount: amount,
            PackageType: 1,
            PackageId: packageId,
            CurrentUsage: used,
          })),
        };
      },
    }),
  };
}
