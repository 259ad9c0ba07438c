import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../local-cloud/account/cls-condition';
import { createSearch } from '../../../local-cloud/account/cls-index';
import { isConditionMet } from '../../../local-cloud/account/cls-trigger';
import { environment, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

describe('Monitoring', () => {
  const stack = synthesize(environment('dev', { monitoring: { retentionDays: 14 } }));

  it('stores the function’s log for the configured number of days', () => {
    expect(resourceOf(stack, 'tencentcloud_cls_topic').period).toBe(14);
    expect(resourceOf(stack, 'tencentcloud_scf_function')).toMatchObject({
      cls_logset_id: expect.stringMatching(/^\$\{tencentcloud_cls_logset\./),
      cls_topic_id: expect.stringMatching(/^\$\{tencentcloud_cls_topic\./),
    });
  });

  it('notifies the receivers of errors, of refused messages, and of too many messages', () => {
    const alarms = resourcesOf(stack, 'tencentcloud_cls_alarm') as {
      name: string;
      alarm_targets: { query: string }[];
    }[];
    const queries = Object.fromEntries(alarms.map(({ name, alarm_targets: [target] }) => [name, target?.query]));
    expect(Object.keys(queries)).toEqual([
      'sms-verification-dev-budget',
      'sms-verification-dev-errors',
      'sms-verification-dev-few-logins',
      'sms-verification-dev-pumping',
      'sms-verification-dev-send-refused',
    ]);
    expect(queries['sms-verification-dev-errors']).toContain('event:"internal_error"');
    expect(queries['sms-verification-dev-errors']).toContain('event:"store_unavailable"');
    expect(queries['sms-verification-dev-send-refused']).toBe('event:"send_refused" | select count(*) as lines');
    expect(queries['sms-verification-dev-pumping']).toContain(
      'event:"range_guard_tripped" OR event:"total_guard_tripped"',
    );
    expect(queries['sms-verification-dev-budget']).toContain('event:"budget_nearly_used" OR event:"budget_used"');
    expect(resourceOf(stack, 'tencentcloud_cls_alarm_notice').notice_receivers).toEqual([
      {
        receiver_type: 'Uin',
        receiver_ids: '${var.alarm_receiver_uids}',
        receiver_channels: ['Email', 'Sms'],
        start_time: '00:00:00',
        end_time: '23:59:59',
      },
    ]);
    expect(stack.variable.alarm_receiver_uids).toMatchObject({ type: 'list(number)', nullable: false });
  });

  it('compares the logins of an hour with those of the day before', () => {
    const alarms = resourcesOf(stack, 'tencentcloud_cls_alarm') as {
      name: string;
      alarm_targets: { query: string; start_time_offset: number; end_time_offset: number; number: number }[];
      condition: string;
    }[];
    const { alarm_targets: targets = [], condition = '' } =
      alarms.find(({ name }) => name.endsWith('-few-logins')) ?? {};
    const periods = targets.map((target) => [target.number, target.start_time_offset, target.end_time_offset]);
    // platform: alarm-periods
    expect(periods).toEqual([
      [1, -60, 0],
      [2, -1440, -60],
    ]);
    const [query] = new Set(targets.map((target) => target.query));
    const [searched = '', counted] = query?.split(' | ') ?? [];
    expect(counted).toMatch(/^select count\(case when /);
    const keyValues = ['event', 'result', 'test'].map((field) => ({ Key: field, Value: { Type: 'text' } }));
    const matches = createSearch({ Rule: { KeyValue: { KeyValues: keyValues } } });
    const isSearched = (fields: Readonly<Record<string, string>>) => matches(parseCondition(searched), fields);
    expect(isSearched({ event: 'code_sent' })).toBe(true);
    expect(isSearched({ event: 'code_checked', result: 'Success' })).toBe(true);
    expect(isSearched({ event: 'code_checked', result: 'CodeIsError' })).toBe(false);
    // Test numbers get no messages, and log in all the same.
    expect(isSearched({ event: 'code_sent', test: 'yes' })).toBe(false);
    expect(isSearched({ event: 'code_checked', result: 'Success', test: 'yes' })).toBe(false);

    /** Whether the alarm is raised for messages and logins of the hour, and of the time before. */
    const raised = (sent: number, entered: number, sentBefore: number, enteredBefore: number) =>
      isConditionMet(
        condition,
        new Map([
          [1, { sent, entered }],
          [2, { sent: sentBefore, entered: enteredBefore }],
        ]),
      );
    expect(raised(100, 39, 1000, 800)).toBe(true);
    expect(raised(100, 40, 1000, 800)).toBe(false);
    expect(raised(20, 0, 20, 1)).toBe(true);
    expect(raised(19, 0, 1000, 800)).toBe(false);
    expect(raised(100, 0, 19, 19)).toBe(false);
    expect(raised(100, 0, 1000, 0)).toBe(false);
    expect(raised(0, 0, 0, 0)).toBe(false);
  });

  it('tells the configured webhooks, whose addresses are sensitive variables', () => {
    expect(resourceOf(stack, 'tencentcloud_cls_alarm_notice')).not.toHaveProperty('web_callbacks');
    const hooked = synthesize(environment('dev', { monitoring: { retentionDays: 14, webhooks: ['http', 'lark'] } }));
    expect(resourceOf(hooked, 'tencentcloud_cls_alarm_notice').web_callbacks).toEqual([
      { callback_type: 'Http', url: '${var.alarm_webhook_http}', method: 'POST' },
      { callback_type: 'Lark', url: '${var.alarm_webhook_lark}' },
    ]);
    const webhooks = Object.keys(hooked.variable).filter((name) => name.startsWith('alarm_webhook'));
    expect(webhooks).toEqual(['alarm_webhook_http', 'alarm_webhook_lark']);
    for (const name of webhooks) expect(hooked.variable[name]).toMatchObject({ sensitive: true, nullable: false });
  });

  it('watches the function for refused invocations, and the memory of its own Redis', () => {
    const watched = (settings: Parameters<typeof synthesize>[0]) =>
      resourcesOf(synthesize(settings), 'tencentcloud_monitor_alarm_policy').map((one) => one.policy_name);
    const monitoring = { retentionDays: 14 };
    const throttled = 'sms-verification-dev-throttled';
    expect(watched(environment('dev', { monitoring }))).toEqual(['sms-verification-dev-redis-memory', throttled]);
    expect(watched(environment('dev', { monitoring, codeStore: 'memory' }))).toEqual([throttled]);
    expect(watched(environment('dev'))).toEqual([]);
    const [policy] = resourcesOf(stack, 'tencentcloud_monitor_alarm_policy');
    // platform: monitor-policy
    expect(policy?.remark).toMatch(/^[\w-]{1,100}$/);
    expect('sms-verification-'.length + 20 + '-redis-memory'.length).toBeLessThanOrEqual(60);
  });

  it('is absent if it is not configured', () => {
    const plain = synthesize(environment('dev'));
    expect(Object.keys(plain.resource).filter((type) => type.includes('_cls_'))).toEqual([]);
    expect(plain.variable).not.toHaveProperty('alarm_receiver_uids');
  });
});
