import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audience } from '../../infra/operations/job-identity-token';
import { smokeChecks } from '../../infra/operations/smoke-checks';
import { projectRoot } from '../../infra/project-root';
import { domain } from '../support/domain';
import { environment, resourcesOf, type Synthesized, synthesize } from '../support/synthesize';
import { runbook, terraformCommands } from './runbook';
import { readActionsFiles } from './workflows';

const staging = synthesize(environment('staging'));
const withDomain = synthesize(environment('staging', { domain }));
const addressesOf = ({ resource }: Synthesized) =>
  Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
const addresses: Readonly<Record<string, readonly string[]>> = {
  'sms-verification-staging': [...addressesOf(withDomain), ...addressesOf(staging)],
  'sms-verification-prod': addressesOf(synthesize(environment('prod'))),
};

describe('The runbook', () => {
  it('names only resources that exist, and every generated key', () => {
    for (const { stack, address } of terraformCommands) {
      expect(Object.keys(addresses)).toContain(stack);
      if (address !== '') expect(addresses[stack]).toContain(address);
    }
    const keys = addressesOf(staging).filter((address) => address.startsWith('random_password.'));
    expect(terraformCommands.map(({ address }) => address)).toEqual(expect.arrayContaining(keys));
  });

  it('says what each alarm searches for, and what to do', () => {
    const [, table = ''] = /\| alarm \| raised by \|.*\n\|.*\n((?:\|.*\n)+)/.exec(runbook) ?? [];
    const rows = table
      .split('\n')
      .filter((line) => /^\| `(errors|send-refused|pumping|budget|few-logins)` \|/.test(line));
    const documented = rows.map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
    const alarms = resourcesOf(staging, 'tencentcloud_cls_alarm') as unknown as {
      readonly name: string;
      readonly alarm_targets: readonly { readonly query: string }[];
      readonly alarm_period: number;
      readonly monitor_time: { readonly time: number };
    }[];
    const searched = alarms.flatMap(({ name, alarm_targets: [target] }) => {
      const [search = ''] = target?.query.split(' | ') ?? [];
      // The row of the alarm says that test numbers do not count.
      const [, words = search] = /^\((.*)\) AND NOT test:"yes"$/.exec(search) ?? [];
      const kind = name.replace('sms-verification-staging-', '');
      // Without what an alarm leaves out of all of its lines.
      const any = words.replace(/^\((.+)\) AND NOT .+$/, '$1');
      return any.split(' OR ').map(
        (word) =>
          `${kind} ${word
            .replace(/event:"(.+)"/, '$1')
            .replace(':>399', ' over 399')
            .replaceAll('"', '')}`,
      );
    });
    expect(documented.map(([, alarm, line]) => `${alarm} ${line}`).sort()).toEqual(searched.sort());
    expect(
      alarms.map(({ name, monitor_time, alarm_period }) => [name.slice(25), monitor_time.time, alarm_period]),
    ).toEqual([
      ['budget', 5, 15],
      ['errors', 5, 15],
      ['few-logins', 5, 60],
      ['pumping', 5, 15],
      ['send-refused', 5, 15],
    ]);
    const policies = resourcesOf(staging, 'tencentcloud_monitor_alarm_policy') as unknown as {
      readonly policy_name: string;
      readonly conditions: { readonly rules: readonly { readonly metric_name: string; readonly value: string }[] };
    }[];
    for (const { policy_name, conditions } of policies) {
      const [rule] = conditions.rules;
      const alarm = policy_name.replace('sms-verification-staging-', '');
      expect(runbook).toContain(`| \`${alarm}\` | metric \`${rule?.metric_name}\` over ${rule?.value} |`);
    }
    expect(policies).toHaveLength(2);
    expect(runbook).toContain('every five minutes');
    expect(runbook.replace(/\s+/g, ' ')).toContain('at most once in fifteen minutes');
  });

  it('has the section that make smoke refers to', () => {
    const sections = smokeChecks({ phone: '', code: '', handle: '' }).flatMap(
      ({ advice }) => /"(.+)" in docs\/operations\.md/.exec(advice)?.[1] ?? [],
    );
    expect(sections).toHaveLength(1);
    for (const section of sections) expect(runbook).toContain(`\n## ${section}\n`);
  });
});

describe('docs/deploy.md', () => {
  it('lists the variables that the workflows read, and the audience of a job’s identity', () => {
    const guide = readFileSync(join(projectRoot, 'docs', 'deploy.md'), 'utf8');
    const read = readActionsFiles('workflows').flatMap(({ text }) => [...text.matchAll(/vars\.(\w+)/g)]);
    for (const [, name] of read) expect(guide).toContain(`\`${name}\``);
    expect(guide).toContain(`\`${audience}\``);
  });
});
