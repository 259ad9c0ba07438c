/**
 * Version 2.0 of Tencent Cloud Captcha's script (Chinese Mainland), which defines the constructor `TencentCaptcha`.
 * platform: captcha-script
 */
const source = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

interface CaptchaCallbackResult {
  /** 0 if the captcha was solved. */
  readonly ret: number;
  readonly ticket?: string;
  readonly randstr?: string;
}

type CaptchaConstructor = new (appId: string, callback: (result: CaptchaCallbackResult) => void) => { show(): void };

/** The fields of `getSms` for a solved captcha. */
export interface SolvedCaptcha {
  readonly ticket: string;
  readonly randstr: string;
}

/**
 * Asks the user to solve the captcha.
 *
 * @returns `undefined` if the user closed the captcha
 * @throws {Error} if the captcha's script cannot be loaded
 */
export async function solveCaptcha(appId: string): Promise<SolvedCaptcha | undefined> {
  const TencentCaptcha = await load();
  return new Promise((resolve) => {
    const captcha = new TencentCaptcha(appId, ({ ret, ticket = '', randstr = '' }) =>
      resolve(ret === 0 ? { ticket, randstr } : undefined),
    );
    captcha.show();
  });
}

async function load(): Promise<CaptchaConstructor> {
  const loaded = () => Reflect.get(window, 'TencentCaptcha') as CaptchaConstructor | undefined;
  if (loaded() === undefined) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src: source, onload: resolve });
      script.onerror = () => reject(new Error(`${source} cannot be loaded`));
      document.head.append(script);
    });
  }
  const captcha = loaded();
  if (captcha === undefined) throw new Error('The captcha script did not define TencentCaptcha.');
  return captcha;
}
