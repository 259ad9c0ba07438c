import { expect, it } from 'vitest';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import type { LocalCloud } from '../../../local-cloud/local-cloud';
import { atLength, isAtLength } from '../../support/at-length';
import { callByDomain, codeFor } from '../../support/client';
import { domain } from '../../support/domain';
import { environment } from '../../support/synthesize';
import { describeWithProviders } from './live-environment';

const phone = '8618566246600';
const dev = (changes: Partial<EnvironmentSettings> = {}) => environment('dev', changes);

async function logInByDomain(cloud: LocalCloud, name: string, number: string): Promise<void> {
  const url = `https://${name}/`;
  expect(await callByDomain(cloud, url, { method: 'getSms', phone: number })).toMatchObject({ codeStr: 'Ok' });
  const code = await codeFor(cloud, number);
  expect(await callByDomain(cloud, url, { method: 'login', phone: number, code })).toMatchObject({
    codeStr: 'Success',
  });
}

/** Sets the record that the environment asks for. */
async function setRecord(cloud: LocalCloud, record: string): Promise<void> {
  const [name = '', type, target = ''] = record.split(' ');
  expect(type).toBe('CNAME');
  cloud.account.dns.point(name, target);
}

// platform: domain-record-first, domain-before-trigger, domain-name-fixed
describeWithProviders('The domain of a live environment', (withLive) => {
  it('is bound once its record is set, and gets another certificate in place', () =>
    withLive(dev(), async ({ cloud, deployment, zipFile, plan, change, destroy }) => {
      deployment.synthesize(dev({ domain }), zipFile);
      expect((await deployment.run('apply', '-input=false', '-auto-approve')).printed).toContain(
        'FailedOperation.CNAME',
      );
      const record = await deployment.output('domain_record');
      expect(record).toBe('sms.example.com CNAME 1300000000.ap-guangzhou.tencentscf.com');
      await setRecord(cloud, record);
      await change(dev({ domain }));
      expect(await deployment.output('url')).toBe('https://sms.example.com/');
      await logInByDomain(cloud, 'sms.example.com', phone);
      expect(await callByDomain(cloud, 'https://other.example.com/', {})).toMatchObject({ status: 403 });

      const certificateId = 'LocalNew';
      const renewed = dev({ domain: { ...domain, certificateId } });
      expect((await plan(renewed)).printed).toMatch(/tencentcloud_scf_custom_domain\.\S+ will be updated in-place/);
      await change(renewed);
      expect(cloud.account.scfDomains.domains()).toMatchObject([{ certificateId }]);
      await destroy();
    }));

  it.runIf(isAtLength)(atLength('stays the same when the function is created anew and when the trigger changes'), () =>
    withLive(dev(), async ({ cloud, deployment, zipFile, change, destroy }) => {
      await setRecord(cloud, 'sms.example.com CNAME 1300000000.ap-guangzhou.tencentscf.com');
      await change(dev({ domain }));
      const anew = dev({ domain, function: { ...dev().function, runtime: 'Nodejs20.19' } });
      expect(await change(anew)).toMatch(/tencentcloud_scf_function\.\S+: Creation complete/);
      await logInByDomain(cloud, 'sms.example.com', phone);

      const moved = { ...anew, trigger: 'api-gateway' } as const;
      deployment.synthesize(moved, zipFile);
      const { printed } = await deployment.run('apply', '-input=false', '-auto-approve');
      expect(printed).toContain('FailedOperation.DomainResolveError');
      await setRecord(cloud, await deployment.output('domain_record'));
      await change(moved);
      expect(await deployment.output('url')).toBe('https://sms.example.com/');
      await logInByDomain(cloud, 'sms.example.com', '8618566246601');
      await destroy();
    }),
  );

  it.runIf(isAtLength)(atLength('is replaced by another name'), () =>
    withLive(dev(), async ({ cloud, change, destroy }) => {
      for (const name of ['sms', 'codes']) {
        await setRecord(cloud, `${name}.example.com CNAME 1300000000.ap-guangzhou.tencentscf.com`);
        await change(dev({ domain: { ...domain, name: `${name}.example.com` } }));
      }
      await logInByDomain(cloud, 'codes.example.com', phone);
      expect(await callByDomain(cloud, 'https://sms.example.com/', {})).toMatchObject({ status: 403 });
      await destroy();
    }),
  );
});
