import { describe, expect, it } from 'vitest';
import { type Attempt, FinalError, tryUntilDone } from '../../../../infra/operations/sweep/wait';

/** An error as the SDK throws it when the API refuses a call. */
const refusal = (code: string) => Object.assign(new Error(`refused with ${code}`), { code, traceId: 'trace' });

/** Plays results of tries, one after the other: errors are thrown. */
function playing(...results: readonly (string | undefined | Error)[]): Attempt {
  const left = [...results];
  return async () => {
    const result = left.shift();
    if (result instanceof Error) throw result;
    return result;
  };
}

async function run(attempt: Attempt, limitMs = 60_000) {
  const reported: string[] = [];
  const { signal } = new AbortController();
  await tryUntilDone(attempt, limitMs, { signal, report: (reason) => reported.push(reason) });
  return reported;
}

describe('Waiting for a deletion', () => {
  it('tells each reason once, and ends when nothing is left to do', async () => {
    expect(await run(playing('the first', 'the first', 'the second', undefined))).toEqual(['the first', 'the second']);
  });

  // platform: deletion-retries
  it.each(['ResourceInUse', 'FailedOperation', 'InternalError', 'UnsupportedOperation.Busy'])(
    'tries again after %s',
    async (code) => {
      expect(await run(playing(refusal(code), undefined))).toEqual([`${code}: refused with ${code}`]);
    },
  );

  it('tries again when the API was not reached', async () => {
    expect(await run(playing(new Error('connect ECONNREFUSED'), undefined))).toEqual(['connect ECONNREFUSED']);
  });

  // platform: not-found-codes
  it.each([
    'ResourceNotFound',
    'ResourceNotFound.InstanceNotExists',
    'InvalidParameter.RoleNotExist',
    'InvalidParameter.PolicyIdNotExist',
  ])('is over when the API answers %s', async (code) => {
    expect(await run(playing(refusal(code), 'not asked again'))).toEqual([]);
  });

  it.each(['AuthFailure.UnauthorizedOperation', 'UnauthorizedOperation', 'InvalidParameterValue', 'MissingParameter'])(
    'fails at once after %s',
    async (code) => {
      await expect(run(playing(refusal(code), undefined))).rejects.toThrow(`refused with ${code}`);
    },
  );

  it('fails at once when the platform has given up', async () => {
    await expect(run(playing(new FinalError('the task has failed'), undefined))).rejects.toThrow('the task has failed');
  });

  it('gives up after its limit, and says why', async () => {
    await expect(run(playing('still used'), 100)).rejects.toThrow('not done after 0 minutes: still used');
  });

  it('ends when it is interrupted', async () => {
    const interruption = new AbortController();
    const report = () => interruption.abort();
    const waiting = tryUntilDone(async () => 'still used', 60_000, { signal: interruption.signal, report });
    await expect(waiting).rejects.toThrow('aborted');
  });
});
