import { describe, expect, it } from 'vitest';
import { classifyApiCode, readApiFailure } from '../../../function/tencent-cloud/api-failure';

/** An error as the SDK throws it. */
const sdkError = (message: string, more: object = {}) => Object.assign(new Error(message), { traceId: '', ...more });

describe('A failed call', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'has not reached the API after %s',
    (code) => {
      const reason = `request to https://sms.tencentcloudapi.com/ failed, reason: connect ${code} 127.0.0.1:443`;
      expect(readApiFailure(sdkError(reason))).toEqual({ result: 'unreachable', reason });
    },
  );

  it.each(['read ECONNRESET', 'XECONNREFUSED', 'ENOTFOUNDX', 'network timeout', ''])(
    'may have been carried out after "%s"',
    (reason) => {
      expect(readApiFailure(sdkError(reason))).toEqual({ result: 'unanswered', reason });
    },
  );

  it('was refused by the API if its error has a code', () => {
    const error = sdkError('the package is used up', { code: 'FailedOperation.InsufficientBalanceInSmsPackage' });
    expect(readApiFailure(error)).toEqual({
      result: 'refused',
      apiCode: 'FailedOperation.InsufficientBalanceInSmsPackage',
      reason: 'the package is used up',
    });
  });

  it.each(['InternalError.Timeout', 'InternalError.SendAndRecvFail'])('may have been carried out after %s', (code) => {
    expect(classifyApiCode(code, 'too slow')).toEqual({ result: 'unanswered', reason: `${code}: too slow` });
    expect(classifyApiCode(`${code}X`, 'too slow')).toMatchObject({ result: 'refused', apiCode: `${code}X` });
  });

  it.each([
    ['is none of the API: it has no trace ID', Object.assign(new Error('broken'), { code: 'ERR_ASSERTION' })],
    ['has no code', sdkError('broken')],
    ['has an empty code', sdkError('broken', { code: '' })],
    ['has a code that is no text', sdkError('broken', { code: 7 })],
  ])('may have been carried out if its error %s', (_, error) => {
    expect(readApiFailure(error)).toEqual({ result: 'unanswered', reason: 'broken' });
  });

  it('may have been carried out if what was thrown is no error', () => {
    expect(readApiFailure('broken')).toEqual({ result: 'unanswered', reason: 'broken' });
    expect(readApiFailure({ traceId: '', code: 'X', toString: () => 'broken' })).toMatchObject({
      result: 'unanswered',
    });
    expect(readApiFailure(undefined)).toEqual({ result: 'unanswered', reason: 'undefined' });
  });
});
