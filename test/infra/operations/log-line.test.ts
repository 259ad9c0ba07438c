import { describe, expect, it } from 'vitest';
import { logLine } from '../../../infra/operations/log-line';

const Time = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
const at = '2026-01-02T03:04:05.006Z';

describe('A line of the log', () => {
  it('is the function’s own, without what the platform adds', () => {
    const platform = { SCF_FunctionName: 'Demo', SCF_RequestId: '1', __TAG__: {} };
    const own = { event: 'code_sent', durationMs: 12.5 };
    expect(logLine({ Time, LogJson: JSON.stringify({ ...platform, ...own }) })).toBe(JSON.stringify(own));
  });

  it.each([
    [
      'what the platform says',
      { LogJson: '{"SCF_Message":"Task timed out\\r\\n","SCF_StatusCode":433}' },
      'Task timed out',
    ],
    ['all there is, without a message', { LogJson: '{"SCF_StatusCode":433}' }, '{"SCF_StatusCode":433}'],
    ['the bare text, where it has no index', { RawLog: 'a\nb' }, 'a\\nb'],
    ['nothing else', {}, '{}'],
  ])('is %s, with its time', (_, line, text) => {
    expect(logLine({ Time, ...line })).toBe(`${at} ${text}`);
  });
});
