import { describe, expect, it } from 'vitest';
import { logLine } from '../../../infra/operations/log-line';

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
