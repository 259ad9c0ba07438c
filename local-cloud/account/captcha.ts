import type { AccountContext } from './account-context';
import { CloudError } from './cloud-error';

export interface CaptchaRecord {
  readonly appId: string;
  readonly secret: string;
}

export type CaptchaService = ReturnType<typeof createCaptchaService>;

/** The ticket that a page's script would get from a person; it passes once for each string beside it. */
export const passingTicket = 'passed';

/** Captcha applications, and what became of a person's try. */
export function createCaptchaService({ storage }: AccountContext) {
  const applications = storage.collection<CaptchaRecord>('captchas');
  const used = new Set<string>();

  return {
    /** Adds an application; there is no API for that. */
    addApplication(record: CaptchaRecord): void {
      applications.set(record.appId, record);
    },

    /** @returns the API's `CaptchaCode` and `CaptchaMsg`; 1 is passed */
    check(appId: string, secret: string, ticket: string, randstr: string): readonly [code: number, message: string] {
      const application = applications.get(appId);
      if (application === undefined) {
        throw new CloudError('InvalidParameterValue', `There is no captcha ${appId}.`, 'CaptchaAppId');
      }
      if (application.secret !== secret) return [100, 'appid-secretkey-ticket error'];
      if (ticket !== passingTicket) return [8, 'ticket expired'];
      if (used.has(randstr)) return [9, 'ticket reused'];
      used.add(randstr);
      return [1, 'OK'];
    },
  };
}
