import type { MessageTexts } from './message-texts';

const tooManyCodes = '该手机号获取验证码过于频繁，请稍后再试。';
const numberRefused = '无法向该手机号发送短信，请检查号码或更换手机号。';

export const chinese: MessageTexts = {
  codes: {
    Ok: '验证码已发送。',
    Success: '验证码正确。',
    CodeIsError: '验证码错误，请检查手机号和验证码。',
    CodeHasExpired: '验证码已过期，请重新获取。',
    CodeHasValid: '验证码已失效，请重新获取。',
    MissingCode: 'code：缺少验证码',
    'LimitExceeded.PhoneNumberThirtySecondLimit': '验证码刚刚已发送，请稍候再获取。',
    'LimitExceeded.PhoneNumberOneHourLimit': tooManyCodes,
    'LimitExceeded.PhoneNumberSameContentDailyLimit': tooManyCodes,
    'LimitExceeded.PhoneNumberDailyLimit': '该手机号今天获取验证码的次数已达上限。',
    'LimitExceeded.ClientAddressLimit': '您所在的网络请求过于频繁，请稍后再试。',
    'LimitExceeded.NumberRangeLimit': '暂时无法向该手机号发送验证码，请一分钟后再试。',
    'LimitExceeded.TotalLimit': '暂时无法发送验证码，请稍后再试。',
    'LimitExceeded.WrongCodeLimit': '该手机号今天输入错误验证码的次数过多，请重新获取验证码，或明天再试。',
    'InvalidParameterValue.IncorrectPhoneNumber': numberRefused,
    'FailedOperation.PhoneNumberInBlacklist': numberRefused,
    OriginNotAllowed: '不允许该来源的页面发送请求。如需允许，请将其来源加入设置 corsOrigins，即变量 CORS_ORIGINS。',
    CaptchaRequired: 'ticket、randstr：缺少参数，请先完成人机验证。',
    CaptchaFailed: '人机验证未通过，请重试。',
    SendRefused: '短信发送失败。',
    ServiceUnavailable: '服务暂时不可用，请稍后重试。',
    InternalError: '服务内部错误。',
  },
  unanswered: '短信可能仍会送达；如未收到，请重新获取验证码。',
  problems: {
    missing: '{field}：缺少参数',
    repeated: '{field}：参数重复',
    'not-text': '{field}：必须是字符串',
    'too-large': '{field}：超过 64 kB',
    'not-allowed': '{field}：不支持，可用：{allowed}',
    malformed: '{field}：格式错误',
    'no-country-code': '{field}：缺少区号，请在号码前加上 {alternatives}',
    'body.malformed': '{field}：内容与其类型不符',
    'code.malformed': '{field}：请填写 6 位数字验证码',
    'handle.malformed': '{field}：不是获取验证码时返回的 handle',
    'phone.malformed': '{field}：请填写带区号的手机号，例如 8618566246600',
    'phone.not-allowed': '{field}：不支持该国家或地区的号码，支持的区号：{allowed}',
  },
  separator: '、',
  or: ' 或 ',
};
