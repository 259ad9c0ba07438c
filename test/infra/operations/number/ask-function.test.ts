import { describe, expect, it, onTestFinished } from 'vitest';
import { accountClientConfig } from '../../../../infra/operations/account-client';
import { describeError } from '../../../../infra/operations/command-line';
import { askFunction } from '../../../../infra/operations/number/ask-function';
import { startLocalCloud } from '../../../../local-cloud/local-cloud';

const phone = '+8618566246600';

/** Asks a function whose variables and whose `Invoke` are what a test says. */
async function ask(
  body: object,
  variables: Readonly<Record<string, string>> = {},
  { release = false, topicId = 'topic' } = {},
) {
  const events: unknown[] = [];
  const Variables = Object.entries(variables).map(([Key, Value]) => ({ Key, Value }));
  const cloud = await startLocalCloud({
    interceptCall: ({ action, parameters }) => {
      if (action === 'Invoke') events.push(JSON.parse(String(parameters.ClientContext)));
      const RetMsg = JSON.stringify({ statusCode: 200, body: JSON.stringify(body) });
      const reply =
        action === 'Invoke'
          ? { Result: { RetMsg, FunctionRequestId: 'a' } }
          : { Environment: { Variables }, ClsTopicId: topicId };
      return (response) => response.end(JSON.stringify({ Response: { RequestId: '1', ...reply } }));
    },
  });
  onTestFinished(cloud.stop);
  const config = accountClientConfig(cloud.env, 'ap-guangzhou');
  return { answer: await askFunction({ config, functionName: 'demo', phone, release }), events };
}

describe('Asking a deployed function about a number', () => {
  const found = { result: 'found', messagesToday: 1 };

  it('sends the number, and whether to release it', async () => {
    const { answer, events } = await ask({ support: found }, { SMS_SDKAPPID: '1400006666' });
    expect(answer).toEqual({ report: found, requestId: 'a', sdkAppId: '1400006666', hasOwnLog: true });
    expect(events).toEqual([{ support: { phone, release: false } }]);
    expect((await ask({ support: found }, {}, { release: true })).events).toEqual([
      { support: { phone, release: true } },
    ]);
  });

  it('knows no application of a function that prints messages', async () => {
    const variables = { SMS_SDKAPPID: '1400006666', SMS_SENDER: 'console' };
    expect((await ask({ support: found }, variables)).answer.sdkAppId).toBe('');
  });

  it('names no log to look in that the environment does not have', async () => {
    const { answer } = await ask({ support: found }, {}, { topicId: '' });
    expect(answer.hasOwnLog).toBe(false);
    await expect(ask({ support: { result: 'internal-error' } }, {}, { topicId: '' })).rejects.toThrow(
      'The function failed: the platform’s default log shows why, which make logs cannot read.',
    );
  });

  it('says that an environment is not deployed, and nothing about the number in what the platform says', async () => {
    const refuse = async (refused: string, Code: string) => {
      const cloud = await startLocalCloud({
        interceptCall:
          ({ action }) =>
          (response) => {
            const refusal = { Code, Message: `refused {"phone":"${phone}"}` };
            const body = action === refused ? { Error: refusal } : { Environment: { Variables: [] } };
            response.end(JSON.stringify({ Response: { RequestId: '1', ...body } }));
          },
      });
      onTestFinished(cloud.stop);
      const config = accountClientConfig(cloud.env, 'ap-guangzhou');
      const asked = askFunction({ config, functionName: 'demo', phone, release: false });
      return describeError(await asked.catch((error: unknown) => error));
    };
    expect(await refuse('GetFunction', 'ResourceNotFound.Function')).toMatch(
      /^ResourceNotFound\.Function: .*\nThe environment is not deployed: make environments lists those that are\.$/,
    );
    const refused = await refuse('Invoke', 'InvalidParameterValue');
    expect(refused).toBe('InvalidParameterValue: refused {"phone":"+****"}');
  });

  it.each([
    [{ codeStr: 'InValidParam', msg: '…' }, 'The deployed function is older than this command: deploy the environment'],
    [{ support: { result: 'refused', field: 'phone', rule: 'malformed' } }, 'takes the number for malformed'],
    [{ support: { result: 'refused', field: 'phone', rule: 'not-allowed' } }, "does not serve the number's country"],
    [
      { support: { result: 'store-unavailable', reason: 'No reply' } },
      'does not reach its store: No reply\nSee "The store',
    ],
    [{ support: { result: 'internal-error' } }, 'The function failed: make logs shows why.'],
  ])('says what is in the way of an answer: %j', async (body, message) => {
    const failed = await ask(body).catch((error: Error) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(String(failed)).toContain(message);
    expect(String(failed)).not.toContain(phone);
  });
});
