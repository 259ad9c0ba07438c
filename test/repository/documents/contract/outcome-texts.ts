import type { Method } from '../../../../function/http/fields';
import type { CodeStr } from '../../../../function/verification/outcome';

/** What each method does. The compiler asks for every method. */
export const methodTexts: Readonly<Record<Method, string>> = {
  getSms: 'sends a code to a mobile number',
  login: 'checks the code that was entered',
  jwks: 'returns the public keys with which everybody can verify tokens',
};

/** What an application's developer has to know of an outcome. */
export interface OutcomeText {
  /** The methods whose replies have it. */
  readonly methods: readonly Method[];
  readonly when: string;
  /** What the application does, and what it shows. */
  readonly show: string;
}

const both: readonly Method[] = ['getSms', 'login'];
const getSms: readonly Method[] = ['getSms'];
const login: readonly Method[] = ['login'];

const newCode = 'Show `msg`, and offer a new code.';
const later = 'As for every 429.';

/** The compiler asks for every `codeStr`. */
export const outcomeTexts: Readonly<Record<CodeStr, OutcomeText>> = {
  Ok: {
    methods: getSms,
    when: 'The code is on its way.',
    show: 'Keep `handle`. Ask for the code, which is valid for `expiresIn` seconds, and offer a new one after `retryAfter` seconds.',
  },
  Success: {
    methods: login,
    when: 'The code is right.',
    show: 'Send `token` to your back end, which checks it. It is missing if the function has no keys to sign it with.',
  },
  CodeIsError: {
    methods: login,
    when: 'The code is wrong.',
    show: 'Show `msg` and `attemptsLeft`. With 0 attempts left, offer a new code.',
  },
  CodeHasExpired: {
    methods: login,
    when: 'The code has expired, none was requested, or the handle belongs to another number.',
    show: newCode,
  },
  CodeHasValid: {
    methods: login,
    when: 'The code is no longer valid, whatever the vendor’s name says: it was used, or it has no attempts left.',
    show: newCode,
  },
  InValidParam: {
    methods: both,
    when: 'A field is missing or malformed; `field` says which, and `rule` says what is wrong with it.',
    show: 'If `field` is `phone` or `code`, show `msg` beside that input. Any other field means a defect of the application.',
  },
  MissingCode: {
    methods: login,
    when: 'The field `code` is missing.',
    show: 'Show `msg` beside the code.',
  },
  'LimitExceeded.PhoneNumberThirtySecondLimit': {
    methods: getSms,
    when: 'The last message to the number was too recent.',
    show: `${later} The code that was sent stays valid.`,
  },
  'LimitExceeded.PhoneNumberDailyLimit': {
    methods: getSms,
    when: 'The number has got as many messages as it may in a day.',
    show: 'Show `msg`. Offer another way to log in.',
  },
  'LimitExceeded.PhoneNumberOneHourLimit': {
    methods: getSms,
    when: 'The number has got as many messages as the SMS API sends in an hour.',
    show: later,
  },
  'LimitExceeded.PhoneNumberSameContentDailyLimit': {
    methods: getSms,
    when: 'The SMS API has sent the same message to the number before.',
    show: later,
  },
  'LimitExceeded.ClientAddressLimit': {
    methods: both,
    when: 'The address of the client has reached its limit of messages or of wrong codes. Or it has requested half of the number’s messages of the day without a login: then `retryAfter` lasts until midnight, and a login with the number ends the limit.',
    show: `${later} If the address is that of your back end, see [A back end that calls for its users](#a-back-end-that-calls-for-its-users).`,
  },
  'LimitExceeded.NumberRangeLimit': {
    methods: getSms,
    when: 'Too many messages to numbers like this one were not followed by a login.',
    show: later,
  },
  'LimitExceeded.TotalLimit': {
    methods: getSms,
    when: 'Too many messages to all numbers were not followed by a login, or the daily budget of messages is used up.',
    show: later,
  },
  'LimitExceeded.WrongCodeLimit': {
    methods: login,
    when: 'Too many wrong codes were entered for the number today without a handle.',
    show: 'Show `msg`. A login with the `handle` of a new code works; one without a handle does not until the next day.',
  },
  'InvalidParameterValue.IncorrectPhoneNumber': {
    methods: getSms,
    when: 'The SMS API says that the number is wrong.',
    show: 'Show `msg` beside the number.',
  },
  'FailedOperation.PhoneNumberInBlacklist': {
    methods: getSms,
    when: 'The owner of the number wants no messages.',
    show: 'Show `msg` beside the number.',
  },
  OriginNotAllowed: {
    methods: both,
    when: 'The page that sent the request has an origin that is neither the function’s own nor in the environment’s `corsOrigins`.',
    show: 'Nothing: the page cannot read this reply. Have its origin added to `corsOrigins`.',
  },
  CaptchaRequired: {
    methods: getSms,
    when: 'The captcha is on, and `ticket` or `randstr` is missing.',
    show: 'Show the captcha, and repeat the request with the two values that it returns.',
  },
  CaptchaFailed: {
    methods: getSms,
    when: 'The captcha was not solved, or its ticket is too old or was used before.',
    show: 'Show `msg`. When the user asks for a code again, show the captcha again.',
  },
  SendRefused: {
    methods: getSms,
    when: 'The SMS API refused the message, for a reason that an operator has to know. `codeStr` is the SMS API’s own code.',
    show: 'Say that no code can be sent at the moment. Do not retry.',
  },
  ServiceUnavailable: {
    methods: both,
    when: 'Redis, the SMS API or the captcha API did not answer in time. With `retryAfter`, the message may still arrive.',
    show: 'Show `msg`, and see [Time-outs and retries](#time-outs-and-retries).',
  },
  InternalError: {
    methods: both,
    when: 'The function has a defect. Its log says which.',
    show: 'Say that something went wrong, and to try again later.',
  },
};
