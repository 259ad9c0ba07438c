import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms/v20210111/sms_models';
import { z } from 'zod';
import type { SmsService } from '../../account/sms';
import { type ApiService, action } from '../action';
import { smsContentActions } from './sms-content-actions';
import { smsPackageActions } from './sms-package-actions';

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
    },
  };
}
