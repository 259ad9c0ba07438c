import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { call } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('A new SMS application', { timeout: 60_000 }, () => {
  it('lets a number have two codes a day, and says when there will be another one', async () => {
    let later = 0;
    const dev = environment('dev');
    const settings = { ...dev, function: { ...dev.function, variables: { SEND_INTERVAL_SECONDS: '1' } } };
    const { url, stop } = await deployEnvironment(settings, { now: () => Date.now() + later });
    /** Requests a code when the service's interval has passed; for the SMS API, it passes at once. */
    const getSms = async () => {
      await sleep(1100);
      later += 30_000;
      return call(url, { method: 'getSms', phone: '8618566246600' });
    };
    try {
      expect(await getSms()).toMatchObject({ codeStr: 'Ok' });
      expect(await getSms()).toMatchObject({ codeStr: 'Ok' });
      const third = await getSms();
      expect(third).toMatchObject({ status: 429, codeStr: 'LimitExceeded.PhoneNumberDailyLimit' });
      expect(third.retryAfter).toBeGreaterThan(0);
      expect(third.retryAfter).toBeLessThanOrEqual(24 * 3600);
    } finally {
      await stop();
    }
  });
});
