import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { terraformEnvironment } from '../../infra/operations/terraform-program';
import { projectRoot } from '../../infra/project-root';
import type { LocalCloud } from '../../local-cloud/local-cloud';
import { call, codeFor, get, post } from '../support/client';
import { canDeploy, deployEnvironment } from '../support/deployed-environment';
import { environment } from '../support/synthesize';

describe.skipIf(!canDeploy)('Somebody who got no code', { timeout: 60_000 }, () => {
  let cloud: LocalCloud;
  let url: string;
  let numbers = 0;
  let refusesReports = false;
  let phone: string;

  beforeAll(async () => {
    const deployed = await deployEnvironment(environment('staging'), {
      smsDailyLimit: 20,
      interceptCall: ({ action }) => {
        if (!refusesReports || action !== 'PullSmsSendStatusByPhoneNumber') return undefined;
        const refusal = { Code: 'UnauthorizedOperation', Message: `no right for +${phone}` };
        return (response) => response.end(JSON.stringify({ Response: { RequestId: '1', Error: refusal } }));
      },
    });
    ({ cloud, url } = deployed);
    return deployed.stop;
  }, 60_000);
  beforeEach(() => {
    phone = `86185662${String(++numbers).padStart(5, '0')}`;
  });

  async function makeNumber(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = terraformEnvironment(cloud.env);
    const words = ['number', 'ENVIRONMENT=staging', `PHONE=+${phone}`, ...args];
    return promisify(execFile)('make', words, { cwd: projectRoot, env }).then(
      (printed) => ({ code: 0, ...printed }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }
  const found = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await makeNumber('ARGS=--json', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout);
  };
  const getSms = () => call(url, { method: 'getSms', phone });
  const login = (code: string) => call(url, { method: 'login', phone, code });

  it('is found with messages, waits, tries and the carrier’s report, and neither with the number nor the code', async () => {
    await getSms();
    const code = await codeFor(cloud, phone);
    await login(code === '000000' ? '111111' : '000000');
    const { stdout } = await makeNumber();
    expect(stdout).toMatch(/^messages today +1 of 10$/m);
    expect(stdout).toMatch(/^next message +in \d+ s$/m);
    expect(stdout).toMatch(/^code +sent .* is live for \d+/m);
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/attempts left: 3 with its handle, 2 without/);
    expect(stdout).toMatch(/^delivery +20\S+ \S+ UTC received \(DELIVRD\)$/m);
    for (const hidden of [phone, phone.slice(2), code]) expect(stdout).not.toContain(hidden);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect((await makeNumber('FULL=1')).stdout).toMatch(new RegExp(`^number +\\+${phone} in staging`, 'm'));
  });

  it('is released, so that the next message is sent, with an audit line and without a try more', async () => {
    await getSms();
    for (let times = 0; times < 3; times++) await login('000000');
    expect(await getSms()).toMatchObject({ codeStr: 'LimitExceeded.PhoneNumberThirtySecondLimit' });
    const { requestId, numberId, ...released } = await found('RELEASE=1');
    expect(released).toMatchObject({
      released: true,
      nextMessageIn: 0,
      codes: [{ attemptsLeft: { withoutHandle: 0 } }],
    });
    expect(await login(await codeFor(cloud, phone))).toMatchObject({ codeStr: 'CodeHasValid' });
    await getSms();

    const { stdout } = await promisify(execFile)('make', ['logs', 'ENVIRONMENT=staging', 'LINES=1000'], {
      cwd: projectRoot,
      env: terraformEnvironment(cloud.env),
    });
    const lines = stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    // The service's own wait is lifted. The SMS application has one, too, and says so with a reason.
    const limited = lines.filter((line) => line.numberId === numberId && line.event === 'send_limited');
    expect(limited.map(({ reason }) => reason !== undefined)).toEqual([false, true]);
    expect(lines.filter((line) => line.requestId === requestId)).toEqual([
      expect.objectContaining({ event: 'number_released', numberId, phone: `+86185****${phone.slice(-4)}` }),
    ]);
  });

  it('is not found by a request, whatever it holds', async () => {
    const question = JSON.stringify({ support: { phone: `+${phone}`, release: true } });
    const address = url.replace('https:', 'http:');
    const answered = await Promise.all([
      post(address, question),
      get(`${address}?support=${encodeURIComponent(question)}`),
      get(address, { support: question }),
    ]);
    for (const reply of answered) expect(reply).toMatchObject({ codeStr: 'InValidParam' });
    const [topic] = cloud.account.cls.topics();
    const lines = cloud.account.cls.lines(topic?.topicId ?? '').map(({ text }) => text);
    const { numberId } = await found();
    expect(lines.filter((line) => line.includes(numberId))).toEqual([]);
  });

  it('is told whether the message was not received, and that no report is there', async () => {
    cloud.account.sms.playReceipts('failed');
    await getSms();
    expect((await found()).delivery).toMatchObject([{ isReceived: false, description: 'UNDELIV' }]);
    cloud.account.sms.playReceipts('never');
    phone = `${phone.slice(0, -4)}9999`;
    await getSms();
    expect((await found()).delivery).toEqual([]);
    expect((await makeNumber()).stdout).toContain('no report of a carrier in the last 24 h');
    cloud.account.sms.playReceipts('delivered');
  });

  it('is found although the reports cannot be read', async () => {
    refusesReports = true;
    onTestFinished(() => {
      refusesReports = false;
    });
    const { code, stdout } = await makeNumber();
    expect(code).toBe(0);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'delivery unknown, the SMS API did not tell: UnauthorizedOperation: no right for +****',
    );
    expect(stdout).not.toContain(phone);
  });

  it('is helped by a help text, of lines of at most 80 columns', async () => {
    const { stdout } = await makeNumber('ARGS=--help');
    for (const option of ['PHONE', 'RELEASE=1', 'FULL=1', '--json']) expect(stdout).toContain(`\n  ${option} `);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('is not looked for in countries that are not served, and the number is in no message', async () => {
    phone = '85251234567';
    const { code, stdout, stderr } = await makeNumber();
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('PHONE: the service does not serve the number');
    expect(stderr).not.toContain(phone.slice(3));
  });
});
