import { describe, expect, it } from 'vitest';
import { startTrialService } from '../trial-service';

describe('Messages that are printed', () => {
  it('are in the language of their country', async () => {
    const destinations = { 852: { templateId: '1111', language: 'zh' }, 65: { templateId: '1111' } };
    const service = startTrialService({
      ALLOWED_COUNTRY_CODES: '86,852,65',
      SMS_DESTINATIONS: JSON.stringify(destinations),
    });
    for (const phone of ['85251234567', '6581234567', '8618566246600']) await service.get({ method: 'getSms', phone });
    expect(service.messages.map(({ to, text }) => [to, text.replace(/\d{6}/, '012345')])).toEqual([
      ['+85251234567', '您的注册验证码是012345，请在5分钟内输入。如非本人操作，请忽略本短信。'],
      [
        '+6581234567',
        expect.stringMatching(/^Your signup verification code is 012345\. Please enter it within 5 minutes\./),
      ],
      ['+8618566246600', expect.stringMatching(/^Your signup verification code is 012345\./)],
    ]);
  });
});
