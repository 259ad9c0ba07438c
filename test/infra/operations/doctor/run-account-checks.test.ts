import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../infra/operations/doctor/finding';
import { runAccountChecks } from '../../../../infra/operations/doctor/run-account-checks';

const limit = () => 1000;
const finds = (check: string, state: Finding['state'], found = 'something') => ({
  name: check,
  run: async (): Promise<readonly Finding[]> => [{ check, state, found }],
});
const throws = (name: string, message: string, more: object = {}) => ({
  name,
  run: () => Promise.reject(Object.assign(new Error(message), more)),
});
const outage = (name: string) => throws(name, 'An internal error.', { code: 'InternalError', traceId: '' });
const refusedConnection = (name: string) => throws(name, 'connect ECONNREFUSED 127.0.0.1:1');

describe('Checks of an account', () => {
  it('are one failure if no call is answered, whatever can be noted without one', async () => {
    const noted = finds('SMS signature', 'note');
    expect(await runAccountChecks([refusedConnection('API keys'), noted, refusedConnection('Rights')], limit)).toEqual([
      {
        check: 'Account',
        state: 'failure',
        found: 'no call is answered: connect ECONNREFUSED 127.0.0.1:1',
        advice: expect.stringContaining('A deployment makes the same calls.'),
      },
      { check: 'SMS signature', state: 'note', found: 'something' },
    ]);
  });

  it.each([
    ['is answered', finds('Log role', 'ok')],
    ['is refused', throws('Log role', 'no', { code: 'OperationDenied', traceId: '' })],
    ['is refused within a search', throws('Outside the state', 'tags: OperationDenied: no')],
  ])('are a warning if one of their calls %s', async (_, answered) => {
    const [first] = await runAccountChecks([refusedConnection('API keys'), answered], limit);
    expect(first).toMatchObject({ check: 'API keys', state: 'warning' });
  });

  it('tell of an outage of the SMS API what it means', async () => {
    expect(
      await runAccountChecks([finds('API keys', 'ok'), outage('SMS signature'), outage('SMS package')], limit),
    ).toEqual([
      { check: 'API keys', state: 'ok', found: 'something' },
      {
        check: 'Account',
        state: 'warning',
        found: 'not checked (SMS signature, SMS package): InternalError: An internal error',
        advice: 'Messages fail as long as it lasts. Run the command again later.',
      },
    ]);
  });

  it('do not tell an outage again that is a failure already', async () => {
    const down = finds('Outside the state', 'failure', 'could not be searched: InternalError');
    const made = await runAccountChecks(
      [outage('Log service'), outage('SMS package'), outage('API keys'), down],
      limit,
    );
    expect(made.map(({ check }) => check)).toEqual(['SMS package', 'API keys', 'Outside the state']);
    const template = finds('SMS template', 'failure', 'cannot be asked: InternalError');
    expect(await runAccountChecks([outage('SMS package'), template], limit)).toMatchObject([{ check: 'SMS template' }]);
  });

  it('never print a signature or a key', async () => {
    const message = 'TC3-HMAC-SHA256 Credential=AKIDé/x, Signature=0123 is not a legal HTTP header value';
    const made = await runAccountChecks([throws('API keys', message), throws('Rights', message)], limit);
    expect(made).toHaveLength(1);
    expect(JSON.stringify(made)).not.toMatch(/AKID|0123/);
    expect(made[0]?.found).toContain('characters that no HTTP header takes');
  });
});
