import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../infra/operations/doctor/finding';
import { runChecks } from '../../../../infra/operations/doctor/run-checks';

const ok = (check: string): Finding => ({ check, state: 'ok', found: 'fine' });
const passes = (name: string) => ({ name, run: async () => [ok(name)] });
const throws = (name: string, message: string, more: object = {}) => ({
  name,
  run: () => Promise.reject(Object.assign(new Error(message), more)),
});
/** An error as the SDK throws it. */
const refused = (name: string, code: string, message: string) => throws(name, message, { code, traceId: '' });

describe('Checks', () => {
  it('report what they found, in their order', async () => {
    const late = { name: 'b', run: () => new Promise<Finding[]>((resolve) => setTimeout(() => resolve([ok('b')]), 5)) };
    expect(await runChecks([late, passes('a')])).toEqual([ok('b'), ok('a')]);
  });

  it('that take too long become one warning', async () => {
    const endless = (name: string) => ({ name, run: () => new Promise<never>(() => {}) });
    expect(await runChecks([endless('a'), passes('b'), endless('c')], () => 20)).toEqual([
      {
        check: 'Account',
        state: 'warning',
        found: 'not checked (a, c): no answer within 0.02 seconds',
        advice: 'Run the command again. A deployment waits longer.',
      },
      ok('b'),
    ]);
  });

  it('have their own time after what they wait for', async () => {
    const after = new Promise((resolve) => setTimeout(resolve, 100));
    expect(await runChecks([{ ...passes('a'), after }, passes('b')], () => 50)).toEqual([ok('a'), ok('b')]);
  });

  it('that may not call an action say which, and who may', async () => {
    const message = (action: string) =>
      `[request id:1]you are not authorized to perform operation (${action})\nresource (*)`;
    const code = 'AuthFailure.UnauthorizedOperation';
    const [first, second] = await runChecks([
      refused('a', code, message('sms:DescribeSmsSignList')),
      refused('b', code, message('redis:DescribeProductInfo')),
    ]);
    expect(first).toEqual({
      check: 'a',
      state: 'warning',
      found: `could not be checked: ${code}: [request id:1]you are not authorized to perform operation (sms:DescribeSmsSignList) resource (*)`,
      advice:
        'Allow sms:DescribeSmsSignList to the caller: the policies in infra/policies do, see "Rights" in docs/deploy.md.',
    });
    expect(second?.advice).toContain('redis:DescribeProductInfo');
  });

  it('say once that nothing answers, whatever they call', async () => {
    const message = (host: string) => `request to https://${host}/ failed, reason: getaddrinfo ENOTFOUND ${host}`;
    const made = await runChecks([
      throws('a', message('sms.tencentcloudapi.com')),
      throws('b', message('vpc.tencentcloudapi.com')),
    ]);
    expect(made).toEqual([
      {
        check: 'Account',
        state: 'warning',
        found: expect.stringMatching(/^not checked \(a, b\): .*ENOTFOUND sms\.tencentcloudapi\.com$/),
        advice: expect.stringContaining('network'),
      },
    ]);
  });

  it('say once that keys are refused', async () => {
    const code = 'AuthFailure.SecretIdNotFound';
    const made = await runChecks([
      ...['a', 'b'].map((name) => refused(name, code, 'The SecretId is not found.')),
      throws('c', `tags, each VPC: ${code}: The SecretId is not found.`),
    ]);
    expect(made.map(({ found }) => found)).toEqual([`not checked (a, b, c): ${code}: The SecretId is not found`]);
  });
});
