import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../../infra/operations/funnel/attempts';
import { type FunnelFindings, reportJson, reportText } from '../../../../infra/operations/funnel/report';

const from = Date.UTC(2026, 10, 23, 0);
const hour = 3_600_000;
const attempt = (hours: number, end: Attempt['end'], country = '86'): Attempt => ({
  country,
  startedAt: from + hours * hour,
  isSent: true,
  end,
  ...(end === 'right' && { took: 20_000 }),
});
const times = <Value>(count: number, value: Value) => Array.from({ length: count }, () => value);
const attempts = [
  ...times(6, attempt(0.5, 'right')),
  ...times(2, attempt(0.5, 'lost')),
  ...times(2, attempt(2.1, 'lost', '852')),
  ...times(2, attempt(2.9, 'open')),
];
const findings: FunnelFindings = {
  environment: 'staging',
  from,
  until: from + 3 * hour,
  attempts,
  unidentified: 0,
  delivery: { submitted: 12, received: 8, failed: 1, unreported: 3 },
};
const plain = { isTerminal: false, hasColors: false };

describe('The funnel as text', () => {
  it('has a row for each country, a bar for each hour, and the delivery', () => {
    expect(reportText(findings, plain).split('\n')).toEqual([
      'Logins of staging from 2026-11-23 00:00 until 2026-11-23 03:00 UTC',
      '',
      'country  asked  sent  got in  open  share  median time',
      '+852         2     2       0     0    0 %            -',
      '+86         10    10       6     2   75 %         20 s',
      'all         12    12       6     2   60 %         20 s',
      '',
      'hour, got in of asked: # got in, - asked, and did not (yet)',
      `11-23 00:00 6/8 ${'#'.repeat(48)}${'-'.repeat(16)}`,
      '11-23 01:00 0/0',
      `11-23 02:00 0/4 ${'-'.repeat(32)}`,
      '',
      'delivery: 12 submitted, 8 received, 1 failed, 3 not reported,',
      '          in whole hours, of all environments that use the SMS application',
      '',
    ]);
  });

  it('has blocks on a terminal, and colours unless NO_COLOR is set', () => {
    const controls = String.fromCharCode(27);
    const drawn = reportText(findings, { isTerminal: true, hasColors: false });
    expect(drawn).toContain(`11-23 00:00 6/8 ${'█'.repeat(48)}${'░'.repeat(16)}\n`);
    expect(drawn).not.toContain(controls);
    expect(reportText(findings, plain)).not.toContain(controls);
    const colored = reportText(findings, { isTerminal: true, hasColors: true });
    expect(colored.replaceAll(new RegExp(`${controls}\\[\\d+m`, 'g'), '')).toBe(drawn);
    expect(colored).not.toBe(drawn);
  });

  it('has no line of more than 80 columns, however many ask, and however long it is', () => {
    for (const hours of [1, 24, 48, 49, 24 * 30]) {
      const many = Array.from({ length: 5000 }, (_, index) => attempt((index * hours) / 5000, 'right'));
      const text = reportText({ ...findings, until: from + hours * hour, attempts: many, unidentified: 3 }, plain);
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(text.match(/^\d\S+ .*#$/gm)).toHaveLength(hours > 48 ? Math.ceil(hours / 24) : hours);
    }
  });

  it('shows every hour with an attempt, also next to one with many', () => {
    const few = [...times(1000, attempt(0.5, 'right')), attempt(1.5, 'lost'), attempt(2.5, 'right')];
    const text = reportText({ ...findings, attempts: few }, plain);
    expect(text).toMatch(/^11-23 01:00 +0\/1 -$/m);
    expect(text).toMatch(/^11-23 02:00 +1\/1 #$/m);
  });

  it('says if nobody asked, if lines are too old, and if the delivery is unknown', () => {
    const delivery = { unavailable: 'the function prints messages, and sends none' };
    const text = reportText({ ...findings, attempts: [], unidentified: 7, delivery }, plain);
    expect(text).toContain('\nNobody asked for a code.\n');
    expect(text).toContain('Not counted: 7 lines without numberId');
    expect(text).toContain('\ndelivery: the function prints messages, and sends none\n');
  });

  it('breaks what the SMS API says into lines, and escapes what a terminal would obey', () => {
    const reason = `UnauthorizedOperation: \u001b[2J${'no right to ask for it '.repeat(6)}\nnow`;
    const text = reportText({ ...findings, delivery: { unavailable: reason } }, plain);
    expect(text).toContain('\ndelivery: UnauthorizedOperation: \\u001b[2Jno right to ask for it ');
    expect(text.match(/^ {10}\S/gm)?.length).toBeGreaterThan(1);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

describe('The funnel as JSON', () => {
  it('has all, each country, and each of its hours', () => {
    const { countries, ...all } = JSON.parse(reportJson(findings));
    expect(all).toEqual({
      environment: 'staging',
      from: '2026-11-23T00:00:00.000Z',
      until: '2026-11-23T03:00:00.000Z',
      asked: 12,
      sent: 12,
      right: 6,
      open: 2,
      share: 0.6,
      medianSeconds: 20,
      unidentifiedLines: 0,
      delivery: findings.delivery,
    });
    const none = { right: 0, share: 0, medianSeconds: null };
    expect(countries).toEqual([
      {
        ...{ country: '852', asked: 2, sent: 2, open: 0, ...none },
        hours: [{ from: '2026-11-23T02:00Z', asked: 2, sent: 2, open: 0, ...none }],
      },
      {
        ...{ country: '86', asked: 10, sent: 10, right: 6, open: 2, share: 0.75, medianSeconds: 20 },
        hours: [
          { from: '2026-11-23T00:00Z', asked: 8, sent: 8, right: 6, open: 0, share: 0.75, medianSeconds: 20 },
          { from: '2026-11-23T02:00Z', asked: 2, sent: 2, open: 2, ...none, share: null },
        ],
      },
    ]);
  });
});
