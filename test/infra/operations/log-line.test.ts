import { describe, expect, it } from 'vitest';
import { isRoutineLine, logLine } from '../../../infra/operations/log-line';

const Time = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const at = '2026-01-02T03:04:05.006Z';

describe('A line of the log', () => {
  it('contains the function’s fields, without those that the platform adds', () => {
    const platform = { SCF_FunctionName: 'Demo', SCF_RequestId: '1', __TAG__: {} };
    const own = { event: 'code_sent', durationMs: 12.5 };
    expect(logLine({ Time, LogJson: JSON.stringify({ ...platform, ...own }) })).toBe(JSON.stringify(own));
  });

  it.each([
    [
      'the platform’s message',
      { LogJson: '{"SCF_Message":"Task timed out\\r\\n","SCF_StatusCode":433}' },
      'Task timed out',
    ],
    ['all fields, if there is no message', { LogJson: '{"SCF_StatusCode":433}' }, '{"SCF_StatusCode":433}'],
    ['the raw text, if the topic has no index', { RawLog: 'a\nb' }, 'a\\nb'],
    ['an empty object, if there are no fields', {}, '{}'],
  ])('is %s, with its time', (_, line, text) => {
    expect(logLine({ Time, ...line })).toBe(`${at} ${text}`);
  });
});

describe('A line with characters that a terminal obeys', () => {
  const [clear, csi, override] = ['\u001b[2J', '\u009b2J', '\u202e'];

  it('has them escaped, and is still JSON if it was', () => {
    const own = { event: 'send_refused', reason: `a${clear}b${csi}c${override}d\te 验证码` };
    const line = logLine({ Time, LogJson: JSON.stringify(own) });
    expect(line).toContain('"reason":"a\\u001b[2Jb\\u009b2Jc\\u202ed\\te 验证码"');
    expect(JSON.parse(line)).toEqual(own);
    expect(logLine({ Time, RawLog: `a${clear}b${csi}\nc` })).toBe(`${at} a\\u001b[2Jb\\u009b2J\\nc`);
  });
});

describe('A line that the platform writes for every invocation', () => {
  const token = 'eyJhbGciOiJIUzI1NiJ9.secret';
  it.each([
    'START RequestId:1',
    'START RequestId: 1',
    'Init Report RequestId: 1 Coldstart: 190ms',
    `Response RequestId:1 RetMsg:{"token":"${token}"}`,
    `Response RequestId: 1\r\nRetMsg: {"token":"${token}"}`,
    'END RequestId:1',
    'Report RequestId:1 Duration:1ms Memory:128MB MemUsage:26.1MB',
  ])('is recognized: %s', (text) => {
    expect(isRoutineLine({ LogJson: JSON.stringify({ SCF_Message: text, SCF_StatusCode: 200 }) })).toBe(true);
    expect(isRoutineLine({ RawLog: text })).toBe(true);
  });

  it('is recognized as JSON of a topic without an index, if it holds a reply', () => {
    const raw = JSON.stringify({ SCF_RequestId: '1', SCF_Message: `Response RequestId:1 RetMsg:${token}` });
    expect(isRoutineLine({ RawLog: raw })).toBe(true);
  });

  it('is neither one of the function’s, nor one about a failure', () => {
    const platform = { SCF_Type: 'Custom', SCF_RequestId: '1' };
    expect(isRoutineLine({ LogJson: JSON.stringify({ ...platform, event: 'code_sent' }) })).toBe(false);
    const failure = 'ERROR RequestId:1 Result:{"errorMessage":"Invoking task timed out after 15 seconds"}';
    expect(isRoutineLine({ LogJson: JSON.stringify({ SCF_Message: failure, SCF_StatusCode: 433 }) })).toBe(false);
    expect(isRoutineLine({ LogJson: JSON.stringify({ SCF_Message: 'Error: no luck' }) })).toBe(false);
    expect(isRoutineLine({})).toBe(false);
  });
});
