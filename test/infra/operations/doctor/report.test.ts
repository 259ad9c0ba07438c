import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../../infra/operations/doctor/finding';
import { reportHeading, reportJson, reportText } from '../../../../infra/operations/doctor/report';

const findings: readonly Finding[] = [
  { check: 'Node.js', state: 'ok', found: '22.21.0' },
  { check: 'State', state: 'note', found: 'in a file', advice: 'Keep it in COS.' },
  { check: 'SMS package', state: 'warning', found: `${'a word '.repeat(20)}of many`, advice: 'Buy another one.' },
  {
    check: 'State lock',
    state: 'failure',
    found: 'held',
    advice: `${Array(5).fill('Wait until it ends.').join(' ')}\n  terraform -chdir=cdktf.out/stacks/sms-verification-staging force-unlock 29b4b2c3e2dff7a3c0bf1277fbe4e792`,
  },
];
const report = { environment: 'staging', region: 'ap-guangzhou', findings };

describe('A report', () => {
  it('has a line for each finding, and advice and the rest of a long line indented below', () => {
    expect(reportHeading(report)).toBe('staging in ap-guangzhou\n');
    expect(reportText(findings)).toBe(
      `ok    Node.js: 22.21.0
note  State: in a file
        Keep it in COS.
warn  SMS package: a word a word a word a word a word a word a word a word a
      word a word a word a word a word a word a word a word a word a word a word
      a word of many
        Buy another one.
FAIL  State lock: held
        Wait until it ends. Wait until it ends. Wait until it ends. Wait until
        it ends. Wait until it ends.
          terraform -chdir=cdktf.out/stacks/sms-verification-staging force-unlock 29b4b2c3e2dff7a3c0bf1277fbe4e792
1 ok, 1 note, 1 warning, 1 failure
`,
    );
  });

  it('ends with numbers', () => {
    const ok = findings.slice(0, 1);
    expect(reportText([...ok, ...ok])).toMatch(/\n2 ok, 0 warnings, 0 failures\n$/);
  });

  it('is a document for programs', () => {
    expect(JSON.parse(reportJson(report))).toEqual({
      environment: 'staging',
      region: 'ap-guangzhou',
      ok: 1,
      notes: 1,
      warnings: 1,
      failures: 1,
      findings,
    });
  });
});
