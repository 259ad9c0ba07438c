interface CaptchaCallbackResult {
  /** 0 if the captcha was solved. */
  readonly ret: number;
  readonly ticket?: string;
  readonly randstr?: string;
}

type Callback = (result: CaptchaCallbackResult) => void;

/** Only the script for international accounts needs a container. platform: captcha-script, captcha-script-international */
type CaptchaConstructor = {
  new (appId: string, callback: Callback): { show(): void };
  new (container: HTMLElement, appId: string, callback: Callback, options: object): { show(): void };
};

/** The fields of `getSms` for a solved captcha. */
export interface SolvedCaptcha {
  readonly ticket: string;
  readonly randstr: string;
}

/**
 * Asks the user to solve the captcha.
 *
 * @param source address of the captcha's script, which defines the constructor `TencentCaptcha`
 * @returns `undefined` if the user closed the captcha
 * @throws {Error} if the captcha's script cannot be loaded
 */
export async function solveCaptcha(source: string, appId: string): Promise<SolvedCaptcha | undefined> {
  const TencentCaptcha = await load(source);
  // A new one each time, since nothing but the script knows what it draws in it.
  const container = document.createElement('div');
  return new Promise((resolve) => {
    const done: Callback = ({ ret, ticket = '', randstr = '' }) => {
      container.remove();
      resolve(ret === 0 ? { ticket, randstr } : undefined);
    };
    if (source.includes('global')) {
      document.querySelector('main')?.append(container);
      new TencentCaptcha(container, appId, done, {}).show();
    } else new TencentCaptcha(appId, done).show();
  });
}

async function load(source: string): Promise<CaptchaConstructor> {
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
