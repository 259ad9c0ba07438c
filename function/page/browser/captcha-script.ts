/** Version 2.0 of Tencent Cloud Captcha's script for pages (Chinese Mainland). It leaves a constructor behind. */
const source = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

interface CaptchaResult {
  /** 0: solved. */
  readonly ret: number;
  readonly ticket?: string;
  readonly randstr?: string;
}

type Captcha = new (appId: string, callback: (result: CaptchaResult) => void) => { show(): void };

/** What `getSms` wants of a solved captcha. */
export interface Solved {
  readonly ticket: string;
  readonly randstr: string;
}

/**
 * Has the captcha solved.
 *
 * @param appId empty where there is none
 * @returns nothing to send where there is no captcha; `undefined` where the user gave it up
 * @throws {Error} where the captcha's script cannot be loaded
 */
export async function solveCaptcha(appId: string): Promise<Solved | Record<string, never> | undefined> {
  if (appId === '') return {};
  const TencentCaptcha = await load();
  return new Promise((resolve) => {
    const captcha = new TencentCaptcha(appId, ({ ret, ticket = '', randstr = '' }) =>
      resolve(ret === 0 ? { ticket, randstr } : undefined),
    );
    captcha.show();
  });
}

async function load(): Promise<Captcha> {
  const loaded = () => Reflect.get(window, 'TencentCaptcha') as Captcha | undefined;
  if (loaded() === undefined) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement('script'), { src: source, onload: resolve });
      script.onerror = () => reject(new Error(`no ${source}`));
      document.head.append(script);
    });
  }
  const captcha = loaded();
  if (captcha === undefined) throw new Error('the script left no captcha');
  return captcha;
}
