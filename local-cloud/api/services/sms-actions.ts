import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { z } from 'zod';
import type { SmsService } from '../../account/sms';
import { type ApiService, action } from '../action';
import { smsContentActions } from './sms-content-actions';
import { smsPackageActions } from './sms-package-actions';

/** The country code of a number in E.164 format: one digit for two of them, two for those that ITU-T E.164 lists, or three. */
const countryCode = /^\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** Short Message Service: messages, signatures and templates. */
export function smsApi(sms: SmsService): ApiService {
  return {
    version: '2021-01-11',
    actions: {
      ...smsContentActions(sms),
      ...smsPackageActions(sms),

      SendSms: action<Models.SendSmsRequest, Models.SendSmsResponse>({
        parameters: {
          PhoneNumberSet: z.array(z.string()),
          SmsSdkAppId: z.string(),
          TemplateId: z.string(),
          SignName: z.string().optional(),
          TemplateParamSet: z.array(z.string()).optional(),
          SessionContext: z.string().optional(),
        },
        ignored: ['ExtendCode', 'SenderId'],
        answer: (parameters) => {
          const statuses = sms.send({
            sdkAppId: parameters.SmsSdkAppId,
            signName: parameters.SignName ?? '',
            templateId: parameters.TemplateId,
            parameters: parameters.TemplateParamSet ?? [],
            phoneNumbers: parameters.PhoneNumberSet,
          });
          return {
            SendStatusSet: statuses.map(({ phoneNumber, code, message, serialNo }) => ({
              SerialNo: serialNo,
              PhoneNumber: phoneNumber,
              Fee: code === 'Ok' ? 1 : 0,
              SessionContext: parameters.SessionContext ?? '',
              Code: code,
              Message: message,
              IsoCode: phoneNumber.startsWith('+86') ? 'CN' : '',
            })),
          };
        },
      }),

      CallbackStatusStatistics: action<Models.CallbackStatusStatisticsRequest, Models.CallbackStatusStatisticsResponse>(
        {
          parameters: {
            BeginTime: z.string(),
            EndTime: z.string(),
            SmsSdkAppId: z.string(),
            // Both have to be 0, says the SDK.
            Limit: z.literal(0),
            Offset: z.literal(0),
          },
          answer: ({ BeginTime, EndTime, SmsSdkAppId }) => {
            const counted = sms.deliveryStatistics({ sdkAppId: SmsSdkAppId, beginTime: BeginTime, endTime: EndTime });
            return {
              CallbackStatusStatistics: {
                CallbackCount: counted.reported,
                RequestSuccessCount: counted.sent,
                CallbackFailCount: counted.failed,
                CallbackSuccessCount: counted.reported - counted.failed,
                InternalErrorCount: 0,
                InvalidNumberCount: 0,
                ShutdownErrorCount: counted.failed,
                BlackListCount: 0,
                FrequencyLimitCount: 0,
              },
            };
          },
        },
      ),

      PullSmsSendStatusByPhoneNumber: action<
        Models.PullSmsSendStatusByPhoneNumberRequest,
        Models.PullSmsSendStatusByPhoneNumberResponse
      >({
        parameters: {
          BeginTime: z.int(),
          Offset: z.int(),
          Limit: z.int(),
          PhoneNumber: z.string(),
          SmsSdkAppId: z.string(),
          EndTime: z.int().optional(),
        },
        answer: ({ BeginTime, EndTime, Offset, Limit, PhoneNumber, SmsSdkAppId }) => {
          const deliveries = sms.deliveries({
            sdkAppId: SmsSdkAppId,
            phoneNumber: PhoneNumber,
            beginTime: BeginTime,
            endTime: EndTime,
            offset: Offset,
            limit: Limit,
          });
          const country = countryCode.exec(PhoneNumber)?.[1] ?? '';
          return {
            PullSmsSendStatusSet: deliveries.map(({ serialNo, reportedAt, status }) => ({
              UserReceiveTime: Math.floor(reportedAt / 1000),
              CountryCode: country,
              SubscriberNumber: PhoneNumber.slice(1 + country.length),
              PhoneNumber,
              SerialNo: serialNo,
              ReportStatus: status,
              // The states of SMPP.
              Description: status === 'SUCCESS' ? 'DELIVRD' : 'UNDELIV',
              SessionContext: '',
            })),
          };
        },
      }),
    },
  };
}
