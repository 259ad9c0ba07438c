import type { MessageTexts } from './message-texts';

const tooManyCodes = 'Too many codes were sent to this number lately. Please try again later.';
const numberRefused = 'No messages can be sent to this number. Please check it, or use another one.';

export const english: MessageTexts = {
  codes: {
    Ok: 'The verification code has been sent.',
    Success: 'The verification code is correct.',
    CodeIsError: 'Wrong code. Please check the mobile number and the verification code.',
    CodeHasExpired: 'The verification code has expired. Please request a new one.',
    CodeHasValid: 'The verification code is no longer valid. Please request a new one.',
    MissingCode: 'Please enter the code.',
    'LimitExceeded.PhoneNumberThirtySecondLimit':
      'A code was sent to this number a moment ago. Please wait before you request another one.',
    'LimitExceeded.PhoneNumberOneHourLimit': tooManyCodes,
    'LimitExceeded.PhoneNumberSameContentDailyLimit': tooManyCodes,
    'LimitExceeded.PhoneNumberDailyLimit': 'This number has reached its daily limit of codes.',
    'LimitExceeded.ClientAddressLimit': 'Too many requests came from your network. Please try again later.',
    'LimitExceeded.NumberRangeLimit':
      'No codes can be sent to this number at the moment. Please try again in a minute.',
    'LimitExceeded.TotalLimit': 'No codes can be sent at the moment. Please try again later.',
    'LimitExceeded.WrongCodeLimit':
      'Too many wrong codes were entered for this number today. Please request a new code, or try again tomorrow.',
    'InvalidParameterValue.IncorrectPhoneNumber': numberRefused,
    'FailedOperation.PhoneNumberInBlacklist': numberRefused,
    OriginNotAllowed:
      'Pages of this origin may not send requests. To allow them, add their origin to the setting corsOrigins, the variable CORS_ORIGINS.',
    CaptchaRequired: 'ticket, randstr: missing. Please solve the captcha first.',
    CaptchaFailed: 'The captcha was not solved. Please try again.',
    SendRefused: 'The message could not be sent.',
    ServiceUnavailable: 'The service is unavailable at the moment. Please try again.',
    InternalError: 'Something went wrong on our side.',
  },
  unanswered: 'The message may still arrive. If it does not, please request a new code.',
  problems: {
    missing: '{field}: missing',
    repeated: '{field}: occurs more than once',
    'not-text': '{field}: must be text',
    'too-large': '{field}: larger than 64 kB',
    'not-allowed': '{field}: not allowed; allowed: {allowed}',
    malformed: '{field}: malformed',
    'no-country-code': 'The country code is missing. Please put {alternatives} in front of the number.',
    'body.malformed': '{field}: does not match its content type',
    'code.repeated': 'There is more than one code.',
    'code.not-text': 'The code must be text.',
    'code.malformed': 'Please enter the six digits of the code.',
    'handle.malformed': '{field}: not a handle, which the reply to getSms contains',
    'phone.missing': 'Please enter your mobile number.',
    'phone.repeated': 'There is more than one mobile number.',
    'phone.not-text': 'The mobile number must be text.',
    'phone.malformed': 'This is not a mobile number. Please check the country and the number.',
    'phone.not-allowed': 'Numbers in this country are not supported. Supported country codes: {allowed}.',
  },
  separator: ', ',
  or: ' or ',
};
