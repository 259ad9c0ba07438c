import type { AccountContext } from './account-context';

export interface CaptchaRecord {
  readonly appId: string;
  readonly secret: string;
}

export type CaptchaService = ReturnType<typeof createCaptchaService>;

/** The only ticket that passes, once for each random string that is sent with it. */
export const passingTicket = 'passed';

/** Captcha applications, and the check of tickets that a page received when a person solved a captcha. */
export function createCaptchaService({ storage }: AccountContext) {
  const applications = storage.collection<CaptchaRecord>('captchas');
  const used = new Set<string>();

  return {
    /** Adds an application. The API cannot create one. */
    addApplication(record: CaptchaRecord): void {
      applications.set(record.appId, record);
    },

    /** platform: captcha-codes-refused. @returns the API's `CaptchaCode`, of which 1 means passed, and `CaptchaMsg` */
    check(appId: string, secret: string, ticket: string, randstr: string): readonly [code: number, message: string] {
      const application = applications.get(appId);
      if (application === undefined) return [16, 'appid-ticket mismatch'];
      if (application.secret !== secret) return [100, 'appid-secretkey-ticket mismatch'];
      if (ticket.startsWith('trerror')) return [21, 'diff'];
      if (ticket !== passingTicket) return [15, 'decrypt fail'];
      if (used.has(randstr)) return [9, 'ticket reused'];
      used.add(randstr);
      return [1, 'OK'];
    },
  };
}
