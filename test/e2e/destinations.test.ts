import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialAccount } from '../../local-cloud/account/initial-account';
import { call } from '../support/client';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import type { Deployment } from '../support/deployment';
import { environment } from '../support/synthesize';

const staging = environment('staging', { codeStore: 'memory', smsDestinations: ['852'] });
const settings = {
  ...staging,
  deletable: true,
  function: { ...staging.function, variables: { ALLOWED_COUNTRY_CODES: '86,852' } },
};

// platform: sms-template-countries
describe.skipIf(!canDeploy)('Messages to several countries', { timeout: 60_000 }, () => {
  let test: TestCloud;
  let deployment: Deployment;

  beforeAll(async () => {
    test = await startTestCloud();
    deployment = await test.prepare();
    deployment.synthesize(settings, test.zipFile);
  });
  afterAll(() => test?.stop());

  async function deployWith(templateId: string): Promise<string> {
    const destinations = `{ "852" = { template_id = "${templateId}" } }`;
    const args = ['apply', '-input=false', '-auto-approve', `-var=sms_destinations=${destinations}`];
    expect(await deployment.run(...args)).toMatchObject({ code: 0 });
    return deployment.output('url');
  }
  const messagesTo = (start: string) => test.cloud.account.sms.messages().filter(({ to }) => to.startsWith(start));

  it('have the template and the signature of their country', async () => {
    const url = await deployWith(initialAccount.internationalTemplateId);
    expect(await call(url, { method: 'getSms', phone: '8618566246600' })).toMatchObject({ codeStr: 'Ok' });
    expect(await call(url, { method: 'getSms', phone: '85251234567' })).toMatchObject({ codeStr: 'Ok' });
    expect(messagesTo('+86')[0]?.text).toContain(`【${initialAccount.sign}】`);
    expect(messagesTo('+852')[0]?.text).not.toContain('【');
  });

  it('raise an alarm that names the country if their template is for others', async () => {
    const url = await deployWith(initialAccount.templateId);
    expect(await call(url, { method: 'getSms', phone: '85251234568' })).toMatchObject({
      status: 502,
      codeStr: 'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone',
    });
    const { cls, scf } = test.cloud.account;
    const lines = cls.lines(scf.get('default', settings.function.name).topicId).map(({ text }) => text);
    expect(lines.join('\n')).toContain(
      'the template of country 852 is for the Chinese mainland only: set one for other countries (SMS_DESTINATIONS)',
    );
    expect(cls.raisedAlarms()).toEqual(['sms-verification-staging-send-refused']);
  });
});
