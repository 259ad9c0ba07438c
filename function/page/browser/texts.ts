/** The page's texts in one language. Messages about a request come from the service's reply. */
export interface PageTexts {
  /** Name of the other language, written in that language. */
  readonly otherLanguage: string;
  readonly title: string;
  readonly country: string;
  readonly number: string;
  readonly send: string;
  /** `{time}` is replaced by the remaining time, here and below. */
  readonly sendIn: string;
  readonly resend: string;
  readonly resendIn: string;
  readonly sentTo: string;
  readonly code: string;
  /** What happens once the code is entered. */
  readonly submitsItself: string;
  readonly logIn: string;
  /** On the button that logs in, while the service wants the user to wait. */
  readonly retryIn: string;
  /** What to do when no message has come. */
  readonly help: string;
  readonly useOtherNumber: string;
  readonly logInAgain: string;
  readonly loggedIn: string;
  /** The token's claims, and that nothing has checked them. */
  readonly claims: string;
  readonly claimsNote: string;
  readonly validFor: string;
  readonly expired: string;
  /** `{count}` is replaced by the attempts left. */
  readonly attemptsLeft: string;
  readonly numberMissing: string;
  readonly numberInvalid: string;
  readonly codeInvalid: string;
  /** When the user submits a code again that was wrong. */
  readonly codeWrongAlready: string;
  readonly captchaUnsolved: string;
  readonly serviceUnreachable: string;
  readonly serviceFailed: string;
}

const english: PageTexts = {
  otherLanguage: '中文',
  title: 'Log in',
  country: 'Country or region',
  number: 'Mobile number',
  send: 'Send code',
  sendIn: 'Send code in {time}',
  resend: 'Send a new code',
  resendIn: 'Send a new code in {time}',
  sentTo: 'We sent a code to',
  code: 'Six-digit code',
  submitsItself: 'It is checked once complete.',
  logIn: 'Log in',
  retryIn: 'Try again in {time}',
  help: 'No message yet? Check the number above, whether your phone has a signal, and whether it blocked the message or filtered it out. Then send a new code.',
  useOtherNumber: 'Use another number',
  logInAgain: 'Log in again',
  loggedIn: 'You are logged in',
  claims: 'What a back end gets: the claims of the token',
  claimsNote: 'Decoded, not checked: the back end has to check its signature.',
  validFor: 'The code is valid for {time}.',
  expired: 'The code has expired. Please request a new one.',
  attemptsLeft: 'Attempts left: {count}.',
  numberMissing: 'Please enter your mobile number.',
  numberInvalid: 'This is not a mobile number of that country. Please check it.',
  codeInvalid: 'The code has six digits.',
  codeWrongAlready: 'This code was wrong already. Please compare it with the message.',
  captchaUnsolved: 'Please solve the captcha first.',
  serviceUnreachable: 'The service cannot be reached. Please check your connection and try again.',
  serviceFailed: 'Something went wrong on our side. Please try again later.',
};

const chinese: PageTexts = {
  otherLanguage: 'English',
  title: '登录',
  country: '国家或地区',
  number: '手机号',
  send: '获取验证码',
  sendIn: '{time} 后可获取验证码',
  resend: '重新获取验证码',
  resendIn: '{time} 后可重新获取',
  sentTo: '验证码已发送至',
  code: '6 位验证码',
  submitsItself: '输入完成后将自动验证。',
  logIn: '登录',
  retryIn: '{time} 后可重试',
  help: '没有收到短信？请确认上面的号码无误、手机有信号，并查看短信是否被拦截或归入垃圾短信，然后重新获取验证码。',
  useOtherNumber: '更换手机号',
  logInAgain: '重新登录',
  loggedIn: '登录成功',
  claims: '后端得到的内容：令牌中的声明',
  claimsNote: '仅解码，未验证：后端必须验证签名。',
  validFor: '验证码有效期还剩 {time}。',
  expired: '验证码已过期，请重新获取。',
  attemptsLeft: '还可尝试 {count} 次。',
  numberMissing: '请填写手机号。',
  numberInvalid: '这不是该国家或地区的手机号，请检查。',
  codeInvalid: '验证码为 6 位数字。',
  codeWrongAlready: '该验证码不正确，请与短信核对后重新输入。',
  captchaUnsolved: '请先完成人机验证。',
  serviceUnreachable: '无法连接服务，请检查网络后重试。',
  serviceFailed: '服务出现问题，请稍后再试。',
};

/** The texts by language, with the values of `<html lang>`. */
export const textsOf = { en: english, 'zh-CN': chinese } as const;

export type Language = keyof typeof textsOf;
