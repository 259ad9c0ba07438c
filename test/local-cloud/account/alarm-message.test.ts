import { describe, expect, it } from 'vitest';
import { webhookBody, webhookRefusal } from '../../../local-cloud/account/alarm-message';

const alarm = {
  id: 'alarm-1',
  name: 'errors',
  condition: '$1.lines > 0',
  text: 'Do this.',
  time: '2026-01-02 03:04:05',
};

describe('A call of a webhook', () => {
  it('has the form that each kind of robot takes', () => {
    expect(webhookBody('WeCom', alarm)).toEqual({
      msgtype: 'markdown',
      markdown: { content: 'errors\nDo this.\n$1.lines > 0\n2026-01-02 03:04:05' },
    });
    expect(webhookBody('DingTalk', alarm)).toMatchObject({
      msgtype: 'markdown',
      markdown: { title: 'errors', text: expect.stringContaining('Do this.') },
    });
    expect(webhookBody('Lark', alarm)).toMatchObject({
      msg_type: 'text',
      content: { text: expect.stringContaining('Do this.') },
    });
    expect(webhookBody('Http', alarm)).toMatchObject({ AlarmName: 'errors', CustomizeMessage: 'Do this.' });
  });

  it.each([
    ['WeCom', '{"errcode":0,"errmsg":"ok"}', undefined],
    ['WeCom', '{"errcode":93000,"errmsg":"invalid webhook url"}', 'the robot answered errcode 93000'],
    ['DingTalk', '{"errcode":310000}', 'the robot answered errcode 310000'],
    ['Lark', '{"code":0}', undefined],
    ['Lark', '{"code":19001}', 'the robot answered code 19001'],
    ['Lark', 'no JSON', 'the robot answered without code'],
    ['Http', 'anything', undefined],
  ] as const)('to %s that is answered %s was refused because %s', (form, answer, refusal) => {
    expect(webhookRefusal(form, answer)).toBe(refusal);
  });
});
