import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client';
import { cam } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cam';
import { sms } from 'tencentcloud-sdk-nodejs/tencentcloud/services/sms';
import { beforeEach, describe, expect, it } from 'vitest';
import { passingTicket } from '../../../local-cloud/account/captcha';
import { initialAccount } from '../../../local-cloud/account/initial-account';
import { newMessage as message, type TrialAccount, trusting } from '../trial-account';
import { startTrialApi, type TrialApi } from './trial-api';

describe('The API', () => {
  let trial: TrialAccount;
  let config: TrialApi['config'];

  beforeEach(async () => {
    const api = await startTrialApi();
    ({ trial, config } = api);
    return api.stop;
  });

  const common = (service: string, version: string) =>
    new CommonClient(`${service}.tencentcloudapi.com`, version, config());

  it('sends a message', async () => {
    const { SendStatusSet } = await new sms.v20210111.Client(config()).SendSms(message);
    expect(SendStatusSet).toMatchObject([{ Code: 'Ok', PhoneNumber: '+8618566246600', Fee: 1 }]);
    expect(trial.account.sms.messages()).toHaveLength(1);
  });

  // platform: sms-delivery-status
  it.each([
    ['+8618566246600', initialAccount.templateId, '86', '18566246600'],
    ['+12025550123', initialAccount.internationalTemplateId, '1', '2025550123'],
    ['+85251234567', initialAccount.internationalTemplateId, '852', '51234567'],
  ])('tells that the message to %s was received', async (PhoneNumber, TemplateId, CountryCode, SubscriberNumber) => {
    const client = new sms.v20210111.Client(config());
    const { SendStatusSet = [] } = await client.SendSms({ ...message, PhoneNumberSet: [PhoneNumber], TemplateId });
    const BeginTime = Math.floor(trial.clock.now / 1000);
    const page = { BeginTime, EndTime: BeginTime + 60, Offset: 0, Limit: 10 };
    const SmsSdkAppId = initialAccount.sdkAppId;
    const pulled = await client.PullSmsSendStatusByPhoneNumber({ ...page, PhoneNumber, SmsSdkAppId });
    expect(pulled.PullSmsSendStatusSet).toEqual([
      {
        UserReceiveTime: BeginTime,
        CountryCode,
        SubscriberNumber,
        PhoneNumber,
        SerialNo: SendStatusSet[0]?.SerialNo,
        ReportStatus: 'SUCCESS',
        Description: 'DELIVRD',
        SessionContext: '',
      },
    ]);
  });

  it('lets a role call the actions that its policies allow, with temporary credentials that can be revoked', async () => {
    const { cam: roles, credentials } = trial.account;
    roles.createRole({ name: 'sender', document: trusting('scf.qcloud.com'), description: '', tags: {} });
    const send = () => new sms.v20210111.Client(config(credentials.assumeRole('sender'))).SendSms(message);
    await expect(send()).rejects.toMatchObject({ code: 'AuthFailure.UnauthorizedOperation' });
    roles.attach('sender', 'QcloudSMSFullAccess');
    expect((await send()).SendStatusSet).toMatchObject([{ Code: 'Ok' }]);

    const { secretId, secretKey, token } = credentials.assumeRole('sender');
    const withoutToken = new sms.v20210111.Client(config({ secretId, secretKey }));
    await expect(withoutToken.SendSms(message)).rejects.toMatchObject({ code: 'AuthFailure.TokenFailure' });
    credentials.revoke('sender');
    const late = new sms.v20210111.Client(config({ secretId, secretKey, token }));
    await expect(late.SendSms(message)).rejects.toMatchObject({ code: 'AuthFailure.SecretIdNotFound' });
  });

  it('refuses a wrong secret key and a wrong clock', async () => {
    const wrong = new sms.v20210111.Client(config({ ...trial.account.credentials.owner, secretKey: 'another' }));
    await expect(wrong.SendSms(message)).rejects.toMatchObject({ code: 'AuthFailure.SignatureFailure' });
    trial.clock.now += 301_000;
    const right = new sms.v20210111.Client(config());
    await expect(right.SendSms(message)).rejects.toMatchObject({ code: 'AuthFailure.SignatureExpire' });
  });

  it.each<[string, string, string, string, object, string]>([
    ['an unknown action', 'sms', '2021-01-11', 'SendPigeon', {}, 'InvalidAction'],
    ['an unknown service', 'pigeon', '2021-01-11', 'SendSms', {}, 'InvalidAction'],
    ['a wrong version', 'sms', '2019-07-11', 'SendSms', message, 'NoSuchVersion'],
    ['a missing parameter', 'sms', '2021-01-11', 'SendSms', { SmsSdkAppId: '1' }, 'MissingParameter'],
    ['an unknown parameter', 'sms', '2021-01-11', 'SendSms', { ...message, Colour: 'red' }, 'UnknownParameter'],
    [
      'a parameter of the wrong type',
      'sms',
      '2021-01-11',
      'SendSms',
      { ...message, TemplateId: 7 },
      'InvalidParameter',
    ],
    [
      'a call that the service refuses',
      'cam',
      '2019-01-16',
      'GetRole',
      { RoleName: 'nobody' },
      'InvalidParameter.RoleNotExist',
    ],
  ])('refuses %s', async (_, service, version, action, parameters, code) => {
    await expect(common(service, version).request(action, parameters)).rejects.toMatchObject({ code });
  });

  it('lists its services if a call is for another one', async () => {
    const call = common('pigeon', '2021-01-11').request('SendPigeon', {});
    await expect(call).rejects.toThrow('The local cloud has no service pigeon; it has apigateway, cam, ');
  });

  it('returns a role and its policies', async () => {
    trial.account.cam.createRole({ name: 'sender', document: trusting('scf.qcloud.com'), description: '', tags: {} });
    trial.account.cam.attach('sender', 'QcloudSMSFullAccess');
    const client = new cam.v20190116.Client(config());
    expect((await client.GetRole({ RoleName: 'sender' })).RoleInfo?.RoleName).toBe('sender');
    const { List } = await client.ListAttachedRolePolicies({ RoleName: 'sender', Page: 1, Rp: 20 });
    expect(List).toMatchObject([{ PolicyName: 'QcloudSMSFullAccess', PolicyType: 'QCS' }]);
  });

  it('accepts a captcha ticket once', async () => {
    const check = (changes: object) =>
      common('captcha', '2019-07-22').request('DescribeCaptchaResult', {
        CaptchaType: 9,
        Ticket: passingTicket,
        UserIp: '203.0.113.7',
        Randstr: '@abc',
        CaptchaAppId: Number(initialAccount.captcha.appId),
        AppSecretKey: initialAccount.captcha.secret,
        ...changes,
      });
    expect(await check({ Ticket: 'made up' })).toMatchObject({ CaptchaCode: 15, CaptchaMsg: 'decrypt fail' });
    expect(await check({ Ticket: 'trerror_1001_1' })).toMatchObject({ CaptchaCode: 21, CaptchaMsg: 'diff' });
    expect(await check({ CaptchaAppId: 1 })).toMatchObject({ CaptchaCode: 16, CaptchaMsg: 'appid-ticket mismatch' });
    expect(await check({ AppSecretKey: 'another' })).toMatchObject({
      CaptchaCode: 100,
      CaptchaMsg: 'appid-secretkey-ticket mismatch',
    });
    expect(await check({})).toMatchObject({ CaptchaCode: 1 });
    expect(await check({})).toMatchObject({ CaptchaCode: 9 });
  });
});
