import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkDomainCertificate } from '../../../../../infra/operations/doctor/account/domain-certificate';
import { checkDomainRecord } from '../../../../../infra/operations/doctor/account/domain-record';
import { checkDomainRegistration } from '../../../../../infra/operations/doctor/account/domain-registration';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import { domain } from '../../../../support/domain';
import { environment } from '../../../../support/synthesize';
import { type ExaminedAccount, startExaminedAccount } from './examined-account';

const dev = (changes: Partial<EnvironmentSettings> = {}) => environment('dev', { domain, ...changes });
const target = '1300000000.ap-guangzhou.tencentscf.com';
const day = 86_400_000;

describe('The checks of a domain', () => {
  let account: ExaminedAccount;

  beforeEach(async () => {
    account = await startExaminedAccount();
    vi.stubEnv('NAME_SERVER', account.cloud.env.NAME_SERVER);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await account.stop();
  });

  it('are not made without a domain', async () => {
    for (const check of [checkDomainCertificate, checkDomainRecord, checkDomainRegistration]) {
      expect(await account.check(check)).toEqual([]);
    }
    expect(account.calls).toEqual([]);
  });

  describe('look at the certificate, which', () => {
    const certificate = (days: number, domains: [string], isIssued: boolean) =>
      account.cloud.account.certificates.add({
        domains,
        notBefore: Date.now() - 300 * day,
        notAfter: Date.now() + days * day,
        isIssued,
      }).certificateId;
    const found = (certificateId: string) =>
      account.found(checkDomainCertificate, { settings: dev({ domain: { ...domain, certificateId } }) });

    it('can have a wildcard', async () => {
      expect(await found('LocalCrt')).toEqual([
        expect.stringMatching(/^ok: LocalCrt is for sms.example.com, until 20/),
      ]);
    });

    it('has to exist', async () => {
      expect(await found('a1B2c3D4')).toEqual(['failure: the certificate a1B2c3D4 does not exist']);
    });

    it.each(['codes.example.com', '*.sms.example.com', '*.com'])(
      'has to be for the domain, not for %s',
      async (name) => {
        const id = certificate(90, [name], true);
        expect(await found(id)).toEqual([`failure: the certificate ${id} is for ${name}, not for sms.example.com`]);
      },
    );

    it('has to be issued', async () => {
      const id = certificate(90, ['sms.example.com'], false);
      expect(await found(id)).toEqual([`failure: the certificate ${id} is not issued: its status is 0`]);
    });

    it('must not have expired, and is to be renewed in time', async () => {
      const until = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
      const [past, soon] = [certificate(-1, ['sms.example.com'], true), certificate(13, ['sms.example.com'], true)];
      expect(await found(past)).toEqual([`failure: the certificate ${past} expired on ${until(-1)}`]);
      expect(await found(soon)).toEqual([`warning: the certificate ${soon} expires on ${until(13)}`]);
    });
  });

  describe('look at the record, which', () => {
    const found = (changes: Partial<EnvironmentSettings> = {}) =>
      account.found(checkDomainRecord, { settings: dev(changes) });

    it('has to be there', async () => {
      expect(await found()).toEqual([`failure: sms.example.com has no CNAME record to ${target}`]);
      const [finding] = await account.check(checkDomainRecord, { settings: dev() });
      expect(finding?.advice).toContain(`Set a CNAME record of sms.example.com to ${target}`);
    });

    it('has to point at the platform', async () => {
      account.cloud.account.dns.point('sms.example.com', 'parking.example.net');
      expect(await found()).toEqual([`failure: sms.example.com points at parking.example.net, not at ${target}`]);
      account.cloud.account.dns.point('sms.example.com', target);
      expect(await found()).toEqual([`ok: sms.example.com points at ${target}`]);
    });

    it('has to point at the API Gateway service, once there is one', async () => {
      const notYet = 'note: the host at which it has to point is known once the API Gateway service exists';
      expect(await found({ trigger: 'api-gateway' })).toEqual([notYet]);
      const { outerSubDomain } = await account.cloud.account.gateway.createService({
        name: 'sms_verification_dev',
        description: '',
        protocol: 'http&https',
        netTypes: ['OUTER'],
        tags: {},
      });
      expect(await found({ trigger: 'api-gateway' })).toEqual([
        `failure: sms.example.com has no CNAME record to ${outerSubDomain}`,
      ]);
      account.cloud.account.dns.point('sms.example.com', outerSubDomain);
      expect(await found({ trigger: 'api-gateway' })).toEqual([`ok: sms.example.com points at ${outerSubDomain}`]);
    });

    it('must not lead to the function of somebody else', async () => {
      const endpoint = { Namespace: 'default', Qualifier: '$DEFAULT', PathMatch: '/*' };
      const bound = (FunctionName: string) =>
        account.answer('ListCustomDomains', {
          Domains: [{ Domain: 'sms.example.com', EndpointsConfig: [{ ...endpoint, FunctionName }] }],
        });
      bound('shop');
      expect(await found()).toEqual(['failure: sms.example.com is bound to the function shop']);
      bound(dev().function.name);
      expect(await found()).toEqual([`failure: sms.example.com has no CNAME record to ${target}`]);
    });

    it('cannot be told if no DNS server answers', async () => {
      vi.stubEnv('NAME_SERVER', '127.0.0.1:1');
      await expect(found()).rejects.toMatchObject({ code: expect.stringMatching(/^E(CONNREFUSED|TIMEOUT)$/) });
    });
  });

  it.each([
    [
      'ap-guangzhou',
      /^note: ap-guangzhou is in the Chinese mainland, where sms\.example\.com has to be registered \(ICP\)/,
    ],
    ['ap-hongkong', /^note: none is needed in ap-hongkong$/],
  ])('say whether a registration is needed in %s', async (region, text) => {
    const settings = dev({ region });
    expect(await account.found(checkDomainRegistration, { settings })).toEqual([expect.stringMatching(text)]);
  });
});
