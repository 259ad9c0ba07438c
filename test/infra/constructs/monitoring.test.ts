import { describe, expect, it } from 'vitest';
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

  it('is absent if it is not configured', () => {
    const plain = synthesize(environment('dev'));
    expect(Object.keys(plain.resource).filter((type) => type.includes('_cls_'))).toEqual([]);
    expect(plain.variable).not.toHaveProperty('alarm_receiver_uids');
  });
});
