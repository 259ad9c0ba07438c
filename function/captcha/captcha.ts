import type { CaptchaSettings } from '../configuration/configuration';
import type { ProcessEnvironment } from '../configuration/process-environment';
import { createApiClient } from '../tencent-cloud/api-client';
import { readApiFailure } from '../tencent-cloud/api-failure';

/** A solved captcha: the values that the captcha's script returned in the page, and the client's address. */
interface CaptchaAnswer {
  readonly ticket: string;
  readonly randstr: string;
  /** The client's IP address. */
  readonly userIp: string;
}

type CaptchaResult =
  | { readonly result: 'passed' }
  | { readonly result: 'failed'; readonly reason: string }
  | { readonly result: 'unavailable'; readonly reason: string };

/** Checks solved captchas. */
export interface Captcha {
  check(answer: CaptchaAnswer): Promise<CaptchaResult>;
}

export interface CaptchaOptions {
  readonly settings: CaptchaSettings;
  /** Contains the credentials. */
  readonly environment: ProcessEnvironment;
  readonly now: () => number;
}

/** The only `CaptchaType` that the API accepts. platform: captcha-type */
const captchaType = 9;
/** `CaptchaCode` of a solved captcha. platform: captcha-code-passed */
const solved = 1;

/** Creates a captcha check that calls Tencent Cloud's captcha API, version 2019-07-22, action DescribeCaptchaResult. */
export function createCaptcha({ settings, environment, now }: CaptchaOptions): Captcha {
  const getClient = createApiClient({
    create: async (config) => {
      const { Client } = await import('tencentcloud-sdk-nodejs/tencentcloud/services/captcha/v20190722/captcha_client');
      return new Client(config);
    },
    endpoint: settings.endpoint,
    environment,
    now,
  });

  async function check({ ticket, randstr, userIp }: CaptchaAnswer): Promise<CaptchaResult> {
    const client = await getClient();
    try {
      const { CaptchaCode, CaptchaMsg } = await client.DescribeCaptchaResult({
        CaptchaType: captchaType,
        Ticket: ticket,
        Randstr: randstr,
        UserIp: userIp,
        CaptchaAppId: settings.appId,
        AppSecretKey: settings.secret,
      });
      if (CaptchaCode === solved) return { result: 'passed' };
      return { result: 'failed', reason: `${CaptchaCode} ${CaptchaMsg}` };
    } catch (error) {
      const failure = readApiFailure(error);
      const reason = 'apiCode' in failure ? `${failure.apiCode}: ${failure.reason}` : failure.reason;
      return { result: 'unavailable', reason };
    }
  }

  return { check };
}
