import type { ServerResponse } from 'node:http';
import { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_client';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { accountClientConfig } from '../../infra/operations/account-client';
import { initialAccount } from '../../local-cloud/account/initial-account';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call } from '../support/client';
import { canDeploy, startTestCloud, type TestCloud } from '../support/deployed-environment';
import { environment, resourceOf, synthesize } from '../support/synthesize';

const phone = '8618566246600';

describe.skipIf(!canDeploy)('An environment with monitoring', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let started: TestCloud;
  /** What the SMS API answers instead of sending the message. */
  let smsStatus: { readonly Code: string; readonly Message: string } | undefined;

  beforeEach(async () => {
    smsStatus = undefined;
    started = await startTestCloud({
      interceptCall: ({ service }) => (service === 'sms' && smsStatus ? answerWith(smsStatus) : undefined),
    });
    ({ cloud } = started);
    return started.stop;
  });

  const answerWith = (status: object) => (response: ServerResponse) => {
    const SendStatusSet = [{ SerialNo: '', PhoneNumber: `+${phone}`, Fee: 0, ...status }];
    response.end(JSON.stringify({ Response: { SendStatusSet, RequestId: '1' } }));
  };
  const deployStaging = async () => (await started.deploy(environment('staging'))).output('url');
  const topicId = () => cloud.account.cls.topics()[0]?.topicId ?? '';
  /** The events that the function has logged. */
  const events = () =>
    cloud.account.cls
      .lines(topicId())
      .flatMap(({ text, fields }) => (fields?.SCF_Type === 'Custom' ? [JSON.parse(text).event] : []));

  /** Plans or applies staging for receivers of alarms. */
  async function withReceivers(command: 'plan' | 'apply', uids: readonly number[]) {
    const deployment = await started.prepare();
    deployment.synthesize(environment('staging'), started.zipFile);
    const approval = command === 'apply' ? ['-auto-approve'] : [];
    const variable = `alarm_receiver_uids=${JSON.stringify(uids)}`;
    const { code, printed } = await deployment.run(command, '-input=false', ...approval, '-var', variable);
    return { code, printed: printed.replaceAll(/[\s│]+/g, ' ') };
  }

  it.each([[[]], [[100012345678]], [[16012345, 100012345678]], [[1.5]]])('is not planned for %j', async (uids) => {
    const { code, printed } = await withReceivers('plan', uids);
    expect(code).toBe(1);
    expect(printed).toContain('alarm_receiver_uids has to contain at least one UID');
  });

  it('is refused for a UID that no user of the account has', async () => {
    const { code, printed } = await withReceivers('apply', [initialAccount.user.uid + 1]);
    expect(code).toBe(1);
    expect(printed).toContain('The receiver 16012346 is not the UID of a user of this account.');
    expect(cloud.account.cls.notices()).toEqual([]);
  });

  it('raises no alarm for users who reach their own limits', async () => {
    const url = await deployStaging();
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ status: 429 });
    expect(events()).toEqual(expect.arrayContaining(['code_sent', 'send_limited']));
    expect(cloud.account.cls.raisedAlarms()).toEqual([]);
  });

  it.each([
    ['a limit of the SMS API for a number', 'LimitExceeded.PhoneNumberDailyLimit', 'send_limited'],
    ['a number to which the SMS API sends nothing', 'FailedOperation.PhoneNumberInBlacklist', 'number_refused'],
  ])('raises no alarm for %s', async (_, Code, event) => {
    const url = await deployStaging();
    smsStatus = { Code, Message: 'refused' };
    await call(url, { method: 'getSms', phone });
    expect(events()).toContain(event);
    expect(cloud.account.cls.raisedAlarms()).toEqual([]);
  });

  it('raises the alarm send-refused when the package of messages is used up', async () => {
    const url = await deployStaging();
    smsStatus = { Code: 'FailedOperation.InsufficientBalanceInSmsPackage', Message: 'used up' };
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: smsStatus.Code });
    expect(cloud.account.cls.raisedAlarms()).toEqual(['sms-verification-staging-send-refused']);
  });

  it('raises the alarm send-refused for a template that does not exist, as the runbook tries the alarms', async () => {
    const deployment = await started.prepare();
    deployment.synthesize(environment('staging'), started.zipFile);
    expect(await deployment.run('apply', '-auto-approve', '-var', 'sms_template_id=1')).toMatchObject({ code: 0 });
    expect(await call(await deployment.output('url'), { method: 'getSms', phone })).toMatchObject({ status: 502 });
    expect(cloud.account.cls.raisedAlarms()).toEqual(['sms-verification-staging-send-refused']);
    expect(cloud.account.sms.messages()).toEqual([]);
  });

  it('raises the alarm errors when an invocation runs out of time', async () => {
    const url = await deployStaging();
    await call(url, { method: 'getSms', phone });
    const { text, fields = {} } = cloud.account.cls.lines(topicId()).at(-1) ?? { text: '' };
    cloud.account.cls.write(topicId(), { text, fields: { ...fields, SCF_StatusCode: 433 } });
    expect(cloud.account.cls.raisedAlarms()).toEqual(['sms-verification-staging-errors']);
  });

  it('is refused as long as CLS is not open for the account', async () => {
    const unopened = await startTestCloud({ faults: ['cls-closed'] });
    onTestFinished(unopened.stop);
    const deployment = await unopened.prepare();
    deployment.synthesize(environment('staging'), unopened.zipFile);
    await expect(deployment.apply()).rejects.toThrow('The log service is not open for this account.');
    await new Client(accountClientConfig(unopened.cloud.env, 'ap-guangzhou')).OpenClsService();
    await deployment.apply();
  });

  it('has an empty log as long as SCF is not authorised, and nobody is told', async () => {
    const unauthorised = await startTestCloud({ faults: ['scf-role-missing'] });
    onTestFinished(unauthorised.stop);
    const { cls } = unauthorised.cloud.account;
    const url = await (await unauthorised.deploy(environment('staging'))).output('url');
    expect(await call(url, { method: 'getSms', phone })).toMatchObject({ codeStr: 'Ok' });
    expect(cls.topics().flatMap(({ topicId }) => cls.lines(topicId))).toEqual([]);
  });

  it('has a log whose fields can all be searched', async () => {
    const url = await deployStaging();
    await call(url, { method: 'getSms', phone });
    const client = new Client(accountClientConfig(cloud.env, 'ap-guangzhou'));
    const search = async (QueryString: string) => {
      const period = { From: Date.now() - 60_000, To: Date.now() + 60_000, QuerySyntax: 1 };
      const { Results = [] } = await client.SearchLog({ TopicId: topicId(), QueryString, ...period });
      return Results.map(({ LogJson = '' }): Readonly<Record<string, unknown>> => JSON.parse(LogJson));
    };
    const lines = await search('*');
    const { rule } = resourceOf(synthesize(environment('staging')), 'tencentcloud_cls_index') as {
      rule: { key_value: { key_values: { key: string }[] } };
    };
    const indexed = rule.key_value.key_values.map(({ key }) => key);
    const written = new Set(lines.flatMap((line) => Object.keys(line)));
    expect([...written].filter((key) => !indexed.includes(key))).toEqual(['time']);
    expect([...written].filter((key) => key.startsWith('SCF_'))).toHaveLength(14);
    const reports = await search('SCF_Type:Platform AND SCF_Message:Report* AND SCF_StatusCode:200');
    expect(reports).toMatchObject([{ SCF_FunctionName: 'sms-verification-staging' }]);
    expect(await search(`SCF_RequestId:"${reports[0]?.SCF_RequestId}" AND event:"code_sent"`)).toHaveLength(1);
  });
});
