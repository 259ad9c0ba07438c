import { describe, expect, it } from 'vitest';
import type { NumberReport } from '../../../../function/verification/number-support';
import { type NumberFindings, reportJson, reportText } from '../../../../infra/operations/number/report';

const state: NumberReport = {
  phone: '+86185****6600',
  country: '86',
  numberId: '0123456789abcdef',
  messagesToday: 3,
  dailyLimit: 10,
  isTest: false,
  isKnown: false,
  blocks: [],
  codes: [],
  attemptsLeftToday: 30,
};

const findings = (changes: Partial<NumberReport> = {}, others: Partial<NumberFindings> = {}): NumberFindings => ({
  environment: 'staging',
  phone: state.phone,
  state: { ...state, ...changes },
  released: false,
  hasOwnLog: true,
  requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  delivery: { reports: [], hours: 24 },
  ...others,
});

describe('The report about a number', () => {
  it('says that a message may be sent, that no code is live, and that no carrier reported anything', () => {
    expect(reportText(findings()).trimEnd().split('\n')).toEqual([
      'number            +86185****6600 in staging, 0123456789abcdef in the log',
      'messages today    3 of 10',
      'next message      may be sent now',
      'code              none is live',
      'wrong codes       30 more may be entered without a handle today',
      'logged in lately  no, not within 30 days',
      'delivery          no report of a carrier in the last 24 h; a message that was',
      '                  sent may still be on its way',
      'audit             number_looked_up in the log, request',
      '                  c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    ]);
  });

  it('says that a number is a test number, whose code is fixed', () => {
    const text = reportText(findings({ isTest: true }, { delivery: { unavailable: 'nothing is sent' } }));
    expect(text).toMatch(/^test number +it gets no messages, and logs in with its fixed code$/m);
    expect(text).not.toContain('logged in lately');
    expect(JSON.parse(reportJson(findings({ isTest: true })))).toMatchObject({ isTest: true });
    expect(reportText(findings())).not.toContain('test number');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows a carrier’s word without characters that a terminal obeys', () => {
    const reports = [{ isReceived: false, description: 'UN\u001b[2JDELIV\u009b' }];
    const findingsOf = findings({}, { delivery: { reports, hours: 24 } });
    expect(reportText(findingsOf)).toContain('NOT received (UN\\u001b[2JDELIV\\u009b)');
    const refused = reportText(findings({}, { delivery: { unavailable: 'refused: \u001b[2J\nnumber +1' } }));
    expect(refused).toMatch(/^delivery +refused: \\u001b\[2J\\u000anumber \+1$/m);
  });

  it('says when the next message may be sent: after the longest wait for messages, not for codes', () => {
    const blocks: NumberReport['blocks'] = [
      { limit: 'interval', retryAfter: 22 },
      { limit: 'day', retryAfter: 7000 },
      { limit: 'attempts', retryAfter: 90_000 },
    ];
    const text = reportText(findings({ blocks }));
    expect(text).toMatch(/^next message +in 117 min$/m);
    expect(text).toMatch(/^refused +for 22 s: the wait between two messages\. RELEASE=1 lifts it\.$/m);
    expect(text).toMatch(/^codes refused +for 25 h: too many wrong codes/m);
    expect(JSON.parse(reportJson(findings({ blocks })))).toMatchObject({ nextMessageIn: 7000, blocks });
  });

  it.each(['interval', 'day', 'address', 'range', 'total', 'budget', 'attempts'] as const)(
    'explains the limit %s in lines of at most 80 columns',
    (limit) => {
      const text = reportText(findings({ blocks: [{ limit, retryAfter: 86_400 }] }));
      expect(text).toMatch(/^(codes )?refused +for 24 h: /m);
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    },
  );

  it('tells live codes, with the attempts that are left, and used ones', () => {
    const attemptsLeft = { withHandle: 3, withoutHandle: 2 };
    const codes: NumberReport['codes'] = [
      { sentAt: '2026-11-23T02:00:00.500Z', expiresIn: 50, isUsed: true, attemptsLeft: { withHandle: 1 } },
      { sentAt: '2026-11-23T02:01:00.000Z', expiresIn: 110, isUsed: false, attemptsLeft },
    ];
    const text = reportText(findings({ codes })).replaceAll(/\s+/g, ' ');
    expect(text).toContain('code sent 2026-11-23 02:00:00 UTC, was used to log in code sent');
    expect(text).toContain(
      'sent 2026-11-23 02:01:00 UTC, is live for 110 s; attempts left: 3 with its handle, 2 without wrong codes',
    );
  });

  it('tells what carriers reported, or why that is unknown', () => {
    const at = new Date('2026-11-23T02:00:08Z');
    const reports = [
      { isReceived: true, at, description: 'DELIVRD' },
      { isReceived: false, description: 'UNDELIV' },
    ];
    const delivery = { reports, hours: 24 };
    expect(reportText(findings({}, { delivery }))).toMatch(
      /^delivery +2026-11-23 02:00:08 UTC received \(DELIVRD\)\ndelivery +NOT received \(UNDELIV\)$/m,
    );
    expect(JSON.parse(reportJson(findings({}, { delivery }))).delivery).toEqual([
      { isReceived: true, at: '2026-11-23T02:00:08.000Z', description: 'DELIVRD' },
      { isReceived: false, at: null, description: 'UNDELIV' },
    ]);
    const unavailable = findings({}, { delivery: { unavailable: 'the function prints messages' } });
    expect(reportText(unavailable)).toMatch(/^delivery +the function prints messages$/m);
    expect(JSON.parse(reportJson(unavailable)).delivery).toEqual({ unavailable: 'the function prints messages' });
  });

  it('says which line the log has of it', () => {
    expect(reportText(findings({}, { released: true }))).toMatch(/^audit +number_released in the log, request$/m);
  });

  it('names the platform’s log if the environment has none of its own', () => {
    const lines = reportText(findings({}, { hasOwnLog: false })).split('\n');
    const text = lines.join('\n').replaceAll(/\s+/g, ' ');
    expect(text).toContain('in staging, 0123456789abcdef in the platform’s default log messages today');
    expect(text).toContain(
      'audit number_looked_up in the platform’s default log, which make logs cannot read, request',
    );
    expect(text).not.toContain('in the log');
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('has as JSON what the text has', () => {
    const { phone, ...known } = state;
    expect(JSON.parse(reportJson(findings()))).toEqual({
      environment: 'staging',
      phone,
      ...known,
      nextMessageIn: 0,
      released: false,
      hasOwnLog: true,
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      delivery: [],
    });
    expect(JSON.parse(reportJson(findings({}, { phone: '+8618566246600' }))).phone).toBe('+8618566246600');
  });
});
