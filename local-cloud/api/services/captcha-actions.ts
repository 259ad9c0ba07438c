import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/captcha/v20190722/captcha_models';
import { z } from 'zod';
import type { CaptchaService } from '../../account/captcha';
import { type ApiService, action } from '../action';

/** Captcha: the check of a ticket. */
export function captchaApi(captcha: CaptchaService): ApiService {
  return {
    version: '2019-07-22',
    actions: {
      DescribeCaptchaResult: action<Models.DescribeCaptchaResultRequest, Models.DescribeCaptchaResultResponse>({
        parameters: {
          CaptchaType: z.literal(9),
          Ticket: z.string(),
          UserIp: z.string(),
          Randstr: z.string(),
          CaptchaAppId: z.int(),
          AppSecretKey: z.string(),
        },
        ignored: ['BusinessId', 'SceneId', 'MacAddress', 'Imei', 'NeedGetCaptchaTime'],
        answer: ({ CaptchaAppId, AppSecretKey, Ticket, Randstr }) => {
          const [code, message] = captcha.check(String(CaptchaAppId), AppSecretKey, Ticket, Randstr);
          return { CaptchaCode: code, CaptchaMsg: message, EvilLevel: 0, GetCaptchaTime: 0 };
        },
      }),
    },
  };
}
