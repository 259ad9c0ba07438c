import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { audience } from '../../infra/operations/job-identity-token';
import { smokeChecks } from '../../infra/operations/smoke-checks';
import { projectRoot } from '../../infra/project-root';
import { environment, resourcesOf, synthesize } from '../support/synthesize';
import { commands, runbook, terraformCommands } from './runbook';
import { readActionsFiles } from './workflows';

const staging = synthesize(environment('staging'));
const addresses = Object.entries(staging.resource).flatMap(([type, named]) =>
  Object.keys(named).map((name) => `${type}.${name}`),
);

describe('The runbook', () => {
  it('has commands that there are', () => {
    const makefile = readFileSync(join(projectRoot, 'Makefile'), 'utf8');
    const targets = [...makefile.matchAll(/^([\w-]+):/gm)].map(([, target]) => target);
    for (const command of commands) {
      const [, target, name = ''] = /^make ([\w-]+) ENVIRONMENT=(\S+)/.exec(command) ?? [];
      if (target === undefined) expect(command).toMatch(/^terraform -chdir=/);
      else {
        expect(targets).toContain(target);
        expect(environment(name).name).toBe(name);
      }
    }
    for (const [, target] of runbook.matchAll(/`make ([\w-]+)/g)) expect(targets).toContain(target);
  });

  it('names resources that there are, and every generated key', () => {
    for (const { stack, address } of terraformCommands) {
      expect(stack).toBe('sms-verification-staging');
      expect(addresses).toContain(address);
    }
    const keys = addresses.filter((address) => address.startsWith('random_password.'));
    expect(terraformCommands.map(({ address }) => address)).toEqual(expect.arrayContaining(keys));
  });

  it('tells what each alarm looks for, and what to do', () => {
    const rows = runbook.split('\n').filter((line) => /^\| `(errors|send-refused)` \|/.test(line));
    const told = rows.map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
    const alarms = resourcesOf(staging, 'tencentcloud_cls_alarm') as unknown as {
      readonly name: string;
      readonly alarm_targets: readonly { readonly query: string }[];
      readonly alarm_period: number;
      readonly monitor_time: { readonly time: number };
    }[];
    const looksFor = alarms.flatMap(({ name, alarm_targets: [target] }) => {
      const [words = ''] = target?.query.split(' | ') ?? [];
      const kind = name.replace('sms-verification-staging-', '');
      return words.split(' OR ').map((word) => `${kind} ${word.replace('event:', '').replace(':>399', ' over 399')}`);
    });
    expect(told.map(([, alarm, line]) => `${alarm} ${line}`).sort()).toEqual(looksFor.sort());
    expect(alarms.map((alarm) => [alarm.monitor_time.time, alarm.alarm_period])).toEqual([
      [5, 15],
      [5, 15],
    ]);
    expect(runbook).toContain('every five minutes');
    expect(runbook).toContain('after fifteen minutes at the soonest');
  });

  it('has the part that make smoke sends to', () => {
    const parts = smokeChecks.flatMap(({ advice }) => /"(.+)" in docs\/operations\.md/.exec(advice)?.[1] ?? []);
    expect(parts).toHaveLength(1);
    for (const part of parts) expect(runbook).toContain(`\n## ${part}\n`);
  });

  it('lists the variables that the workflows read, and the identity’s audience', () => {
    const read = readActionsFiles('workflows').flatMap(({ text }) => [...text.matchAll(/vars\.(\w+)/g)]);
    for (const [, name] of read) expect(runbook).toContain(`\`${name}\``);
    expect(runbook).toContain(`\`${audience}\``);
  });

  it('names files that there are', () => {
    for (const [, file = ''] of runbook.matchAll(/`((?:infra|\.github|docs)\/[\w./-]+)`/g)) {
      expect(existsSync(join(projectRoot, file)), file).toBe(true);
    }
  });
});
