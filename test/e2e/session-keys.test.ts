import { setTimeout as wait } from 'node:timers/promises';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EnvironmentSettings } from '../../infra/settings/environment-schema';
import { call, codeFor } from '../support/client';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

/** Milliseconds for which the back end of this test keeps the keys. */
const cacheMs = 1000;

const withKeys = (...sessionKeys: string[]): EnvironmentSettings => environment('dev', { sessionKeys });

/** What users and a back end do all the time. */
function startLoad({ cloud }: TestCloud, url: string, workers: number) {
  const keys = createRemoteJWKSet(new URL(`${url}?method=jwks`), { cacheMaxAge: cacheMs, cooldownDuration: 600_000 });
  const verify = (token: string) => jwtVerify(token, keys, { issuer: 'sms-verification-dev' });
  const tokens: string[] = [];
  const failures: string[] = [];
  let numbers = 0;
  let isOver = false;
  async function logInAgainAndAgain(): Promise<void> {
    while (!isOver) {
      numbers += 1;
      const phone = String(8_618_500_000_000 + numbers);
      try {
        expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
        const reply = await call(url, { method: 'login', phone, code: await codeFor(cloud, phone) });
        expect(reply).toMatchObject({ codeStr: 'Success' });
        tokens.push(reply.token ?? '');
        await verify(reply.token ?? '');
      } catch (error) {
        failures.push(String(error));
      }
    }
  }
  const running = Promise.all(Array.from({ length: workers }, logInAgainAndAgain));
  return {
    failures,
    tokens: tokens as readonly string[],
    verify,
    /** Waits until this many more users have logged in. */
    async logins(count: number): Promise<void> {
      const until = tokens.length + failures.length + count;
      while (tokens.length + failures.length < until) await wait(20);
    },
    async stop(): Promise<void> {
      isOver = true;
      await running;
    },
  };
}

describe.skipIf(!canDeploy)('A rotation of the keys of session tokens', { timeout: 120_000 }, () => {
  it('fails no login and no live token, if each step waits as the runbook says', async () => {
    const started = await startTestCloud();
    onTestFinished(started.stop);
    const deployment: Deployment = await started.deploy(withKeys('2026-11'));
    const change = async (settings: EnvironmentSettings) => {
      deployment.synthesize(settings, started.zipFile);
      await deployment.apply();
    };
    const load = startLoad(started, await deployment.output('url'), 2);
    await load.logins(4);

    await change(withKeys('2026-11', '2026-12'));
    await wait(2 * cacheMs);
    await change(withKeys('2026-12', '2026-11'));
    await load.logins(6);
    for (const token of load.tokens) await load.verify(token);
    const kids = new Set(load.tokens.map((token) => decodeProtectedHeader(token).kid));
    expect(kids.size).toBe(2);

    await change(withKeys('2026-12'));
    await wait(2 * cacheMs);
    await load.logins(4);
    await load.stop();
    expect(load.failures).toEqual([]);
    expect((await deployment.plan()).code).toBe(0);
    const [first = '', last = ''] = [load.tokens[0], load.tokens.at(-1)];
    await load.verify(last);
    await expect(load.verify(first)).rejects.toThrow('no applicable key found');
  });
});
