import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../../infra/operations/acceptance/claim-places';
import { confirmed, notReached, refuted } from '../../../../infra/operations/acceptance/probe';
import { probes } from '../../../../infra/operations/acceptance/probes';
import {
  countStates,
  openClaims,
  platformClaims,
  reportRows,
  reportText,
} from '../../../../infra/operations/acceptance/report';
import { unreached } from '../../../../infra/operations/acceptance/unreached';

const decided = probes.flatMap(({ decides }) => decides);

describe('Acceptance', () => {
  it('has a probe, or a reason why there is none, for each claim that only the platform can decide', () => {
    const open = openClaims().map(({ name }) => name);
    expect(open.length).toBeGreaterThan(30);
    expect(open.filter((name) => !decided.includes(name) && !Object.hasOwn(unreached, name))).toEqual([]);
  });

  it('gives no reason for what a probe decides, or for what is known', () => {
    const open = openClaims().map(({ name }) => name);
    expect(Object.keys(unreached).filter((name) => decided.includes(name) || !open.includes(name))).toEqual([]);
  });

  it('decides each row once', () => {
    expect(decided.filter((name, index) => decided.indexOf(name) !== index)).toEqual([]);
  });
});

describe('The report of acceptance', () => {
  const verdicts = [
    confirmed('plan-is-empty', 'Terraform plans no changes'),
    refuted('vpc-defaults', 'DNS servers 10.0.0.1'),
    notReached('redis-name', 'no | space'),
  ];
  const rows = reportRows(verdicts);

  it('has a row for each open claim, also for those that no probe reaches', () => {
    const names = rows.map(({ name }) => name);
    expect(openClaims().filter(({ name }) => !names.includes(name))).toEqual([]);
    expect(names).toHaveLength(new Set(names).size);
    expect(rows.find(({ name }) => name === 'what-is-billed')).toMatchObject({
      state: 'not-reached',
      found: unreached['what-is-billed'],
    });
    expect(countStates(rows)).toEqual({ confirmed: 1, refuted: 1, 'not-reached': rows.length - 2 });
  });

  it('says what a refuted claim breaks, and which files rely on it', () => {
    const { matters } = platformClaims().find(({ name }) => name === 'vpc-defaults') ?? {};
    const { advice } = rows.find(({ name }) => name === 'vpc-defaults') ?? {};
    expect(advice).toContain(matters);
    expect(advice).toMatch(/To change: local-cloud\/\S+\.ts/);
    expect(rows.find(({ name }) => name === 'plan-is-empty')).not.toHaveProperty('advice');
  });

  it('is a Markdown document with refuted rows first', () => {
    const text = reportText('Acceptance of dev', rows, { warmP50: 1.5 });
    expect([...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title)).toEqual([
      'Acceptance of dev',
      'Refuted',
      'Not reached in this environment, or with these options',
      'This deployment',
      'Times',
      'Not asked',
    ]);
    expect(text).toContain('| no \\| space |');
    expect(text).toContain('| warmP50 | 1.5 |');
    for (const row of text.split('\n').filter((line) => /^\| [a-z]+-[a-z-]+ \| .* \|$/.test(line))) {
      expect(row.split(/(?<!\\)\|/)).toHaveLength(5);
    }
  });
});

describe('The places of a claim', () => {
  it('are files that name it, without tests and without the list itself', () => {
    const places = placesOf('event-source-ip');
    expect(places).toContain('function/http/event.ts');
    expect(places.filter((file) => file.startsWith('test/') || file === 'docs/platform.md')).toEqual([]);
    expect(placesOf('no-such-claim')).toEqual([]);
  });
});
