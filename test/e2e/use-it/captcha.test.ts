import { describe, expect, it } from 'vitest';
import { methodFields } from '../../../function/http/fields';
import { exampleOf } from './examples';

/** What the captcha's script calls back with. platform: captcha-script */
interface CaptchaResult {
  readonly ret: number;
  readonly ticket?: string;
  readonly randstr?: string;
}

/** Runs the example with a captcha that ends like this at once. Returns the fields of the requests that it sends. */
function solve(result: CaptchaResult): object[] {
  const sent: object[] = [];
  class TencentCaptcha {
    readonly #appId: unknown;
    readonly #callback: (result: CaptchaResult) => void;
    constructor(appId: unknown, callback: (result: CaptchaResult) => void) {
      this.#appId = appId;
      this.#callback = callback;
    }
    show(): void {
      expect(this.#appId).toBe('190000000');
      this.#callback(result);
    }
  }
  const run = new Function('TencentCaptcha', 'appId', 'number', 'requestCode', exampleOf('captcha.js'));
  run(TencentCaptcha, '190000000', '8618566246600', (number: string, captcha: object) =>
    sent.push({ number, ...captcha }),
  );
  return sent;
}

describe('The captcha of docs/use-it.md', () => {
  it('repeats the request with what the captcha returned', () => {
    const sent = solve({ ret: 0, ticket: 'ticket-1', randstr: '@abc' });
    expect(sent).toEqual([{ number: '8618566246600', ticket: 'ticket-1', randstr: '@abc' }]);
    expect(methodFields.getSms).toEqual(expect.arrayContaining(['ticket', 'randstr']));
  });

  it('sends nothing if the user closed it', () => {
    expect(solve({ ret: 2 })).toEqual([]);
  });
});
