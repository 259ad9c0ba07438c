import { describe, expect, it } from 'vitest';
import { secretVariables } from '../../../function/configuration/variables';
import { checkEnvironment } from '../../../infra/settings/check-environment';
import type { EnvironmentSettings, FunctionSettings } from '../../../infra/settings/environment-schema';
import { listEnvironments } from '../../../infra/settings/environments';
import { isOwnRedis, refuseWrongSharing } from '../../../infra/settings/shared-infrastructure';
import { refuseSharedNames } from '../../../infra/settings/shared-names';
import { environment, preview, resourceOf, resourcesOf, synthesize } from '../../support/synthesize';

/** Names of the environment variables that the stack sets for the function. */
function variablesOfStack(settings: EnvironmentSettings): string[] {
  const { environment: variables } = resourceOf(synthesize(settings), 'tencentcloud_scf_function');
  return [...String(variables).matchAll(/"([A-Z_]+)" = /g)].map(([, name = '']) => name);
}

const namesOf = (environments: readonly EnvironmentSettings[]) => environments.map(({ name }) => name);

describe('The environments', () => {
  it('are demo, dev, staging and prod', () => {
    expect(namesOf(listEnvironments())).toEqual(['demo', 'dev', 'staging', 'prod']);
    expect(namesOf(listEnvironments('prod'))).toEqual(['demo', 'dev', 'staging', 'prod']);
  });

  it('include a preview for any other name, as small as dev and with the preview’s name in its resources', () => {
    const [dev, preview] = [environment('dev', { loginPage: false }), environment('pr-42')];
    expect(JSON.stringify(preview)).toBe(JSON.stringify(dev).replaceAll('dev', 'pr-42').replace('"pr-42":', '"dev":'));
    expect(preview).toMatchObject({ name: 'pr-42', deletable: true, function: { name: 'sms-verification-pr-42' } });
  });

  it.each(['a', 'a1', 'pr-42', 'a'.repeat(20)])('may be called %s', (name) => {
    expect(environment(name).name).toBe(name);
  });

  it.each(['A', '1a', '-a', 'a-', 'a_b', 'a b', 'ä', 'a'.repeat(21), '../x'])('may not be called %j', (name) => {
    expect(() => listEnvironments(name)).toThrow(
      `name: found ${JSON.stringify(name)}; allowed: up to 20 lower-case letters`,
    );
  });

  it('protect only prod against being destroyed', () => {
    expect(listEnvironments().filter(({ deletable }) => !deletable)).toEqual([environment('prod')]);
  });

  it('serve the login page only in demo and dev', () => {
    const withPage = listEnvironments('pr-42').filter(({ loginPage }) => loginPage);
    expect(namesOf(withPage)).toEqual(['demo', 'dev']);
  });

  it('run the Redis version of prod, but for the demo, which has that of the vendor’s document', () => {
    const versionOf = ({ codeStore }: EnvironmentSettings) => isOwnRedis(codeStore) && codeStore.version;
    const versions = Object.fromEntries(listEnvironments().map((one) => [one.name, versionOf(one)]));
    const { prod } = versions;
    expect(versions).toEqual({ demo: '4.0', dev: prod, staging: prod, prod });
  });

  it('let previews use the network and the Redis of dev', () => {
    const shared = { environment: 'dev' };
    expect(preview('pr-42')).toMatchObject({ network: shared, codeStore: shared });
    expect(resourcesOf(synthesize(preview('pr-42')), 'tencentcloud_redis_instance')).toEqual([]);
  });

  it.each<[string, Partial<EnvironmentSettings>, string]>([
    [
      'that does not exist',
      { codeStore: { environment: 'nobody' } },
      'codeStore.environment: found "nobody"; allowed: an environment in',
    ],
    [
      'that has none',
      { network: { environment: 'staging' } },
      'network.environment: found "staging"; allowed: an environment in ap-guangzhou',
    ],
    [
      'of another region',
      { region: 'ap-beijing', network: { environment: 'dev' } },
      'network.environment: found "dev"; allowed: an environment in ap-beijing that has its own: none',
    ],
  ])('cannot share the infrastructure of an environment %s', (_, changes, message) => {
    const staging = environment('staging', { network: { environment: 'dev' } });
    expect(() => refuseWrongSharing([environment('dev'), staging, { ...preview('pr-42'), ...changes }])).toThrow(
      message,
    );
  });

  it('monitor prod', () => {
    expect(environment('prod').monitoring).toBeDefined();
  });
});

describe('An environment is refused', () => {
  const dev = environment('dev');
  const redis = dev.codeStore as Exclude<typeof dev.codeStore, 'memory'>;
  const sendingTo = (codes: string, changes: Partial<EnvironmentSettings>): Partial<EnvironmentSettings> => ({
    function: { ...dev.function, variables: { ALLOWED_COUNTRY_CODES: codes } },
    ...changes,
  });

  it.each<[string, Partial<EnvironmentSettings>, string]>([
    [
      'for a subnet outside of the VPC',
      { network: { ...dev.network, subnetCidr: '10.1.0.0/24' } },
      'network.subnetCidr: found "10.1.0.0/24"; allowed: a CIDR block within the VPC\'s, 10.0.0.0/16',
    ],
    [
      'for a VPC with public addresses',
      { network: { ...dev.network, vpcCidr: '8.0.0.0/8' } },
      'network.vpcCidr: found "8.0.0.0/8"; allowed: a CIDR block such as 10.0.0.0/16',
    ],
    [
      'for a subnet with more addresses than a subnet can have',
      { network: { ...dev.network, vpcCidr: '10.0.0.0/12', subnetCidr: '10.0.0.0/15' } },
      'network.subnetCidr: found "10.0.0.0/15"; allowed: a CIDR block such as 10.0.0.0/16',
    ],
    [
      'for a zone of another region',
      { region: 'ap-beijing' },
      'network.zone: found "ap-guangzhou-3"; allowed: a zone of the region, such as ap-beijing-3',
    ],
    [
      'for a Redis version that cannot be bought',
      { codeStore: { ...redis, version: '2.8' as never } },
      'codeStore.version: found "2.8"; allowed: 4.0, 5.0, 6.2, 7.0',
    ],
    [
      'for fewer zones of replicas than replicas',
      { codeStore: { ...redis, replicas: 2, replicaZones: ['ap-guangzhou-4'] } },
      'codeStore.replicaZones: found ["ap-guangzhou-4"]; allowed: as many zones as codeStore.replicas, 2',
    ],
    [
      'for a replica in another region',
      { codeStore: { ...redis, replicaZones: ['ap-beijing-3'] } },
      'codeStore.replicaZones: found ["ap-beijing-3"]; allowed: zones of the region, such as ap-guangzhou-4',
    ],
    [
      'for replicas of which none is in another zone',
      { codeStore: { ...redis, replicaZones: [dev.network.zone] } },
      'codeStore.replicaZones: found ["ap-guangzhou-3"]; allowed: none, since all replicas are in network.zone, ap-guangzhou-3',
    ],
    [
      'for a maintenance window over midnight',
      { codeStore: { ...redis, maintenanceWindow: { from: '23:00', to: '00:30' } } },
      'codeStore.maintenanceWindow.to: found "00:30"; allowed: 30, 60, 90, 120, 180 minutes after 23:00, on the same day',
    ],
    [
      'for a maintenance window of no time of the day',
      { codeStore: { ...redis, maintenanceWindow: { from: '4:00', to: '05:00' } } },
      'codeStore.maintenanceWindow.from: found "4:00"; allowed: a time from 00:00 to 23:00, such as 03:00',
    ],
    [
      'for shards without a cluster',
      { codeStore: { ...redis, shards: 3 } },
      'codeStore.shards: found 3; allowed: none, since only a cluster has shards',
    ],
    [
      'for a memory size that is no multiple of 128 MB',
      { function: { ...dev.function, memoryMb: 100 } },
      'function.memoryMb: found 100; allowed: a multiple of 128, up to 3072',
    ],
    [
      'for a time-out of an hour',
      { function: { ...dev.function, timeoutSeconds: 3600 } },
      'function.timeoutSeconds: found 3600; allowed: a whole number from 1 to 900',
    ],
    [
      'for several instances without Redis',
      { codeStore: 'memory', function: { ...dev.function, reservedInstances: 2 } },
      'function.reservedInstances: found 2; allowed: 1, since instances do not share codes in memory',
    ],
    [
      'for being protected without Redis',
      { codeStore: 'memory', deletable: false },
      'codeStore: found "memory"; allowed',
    ],
    [
      'for an origin with a path',
      { corsOrigins: ['https://example.com/'] },
      'corsOrigins: found ["https://example.com/"]; allowed: origins such as https://app.example.com, or *',
    ],
    [
      'for a variable that the function does not know',
      { function: { ...dev.function, variables: { SEND_LIMIT: '3' } } },
      'function.variables.SEND_LIMIT: found a value that is not shown; allowed: one of SMS_SENDER, ',
    ],
    [
      'for a variable whose value the function would refuse',
      { function: { ...dev.function, variables: { SEND_DAILY_LIMIT: 'ten' } } },
      'function.variables.SEND_DAILY_LIMIT: found "ten"; allowed: a whole number',
    ],
    [
      'for a secret among the variables',
      { function: { ...dev.function, variables: { CODE_SECRET: 'a'.repeat(16) } } },
      'function.variables.CODE_SECRET',
    ],
    [
      'for a variable that turns off the login page',
      { loginPage: true, function: { ...dev.function, variables: { LOGIN_PAGE: 'off' } } },
      'function.variables.LOGIN_PAGE: found "off"; allowed: none, use loginPage instead',
    ],
    [
      'for a variable that selects the store',
      { function: { ...dev.function, variables: { CODE_STORE: 'memory' } } },
      'function.variables.CODE_STORE: found "memory"; allowed: none, use codeStore instead',
    ],
    [
      'for a variable that names the signature',
      { function: { ...dev.function, variables: { SMS_SIGN: 'Test demo' } } },
      'function.variables.SMS_SIGN: found "Test demo"; ' + 'allowed: none, use the Terraform variable sms_sign instead',
    ],
    [
      'for a template that would have to be for the mainland and for other countries',
      sendingTo('86,852,65', { smsDestinations: ['65'] }),
      'smsDestinations: found ["65"]; allowed: templates for 852 as well, or for 86: one template is for 86 or for other countries',
    ],
    [
      'for the same, if the deployment makes the template',
      sendingTo('86,852', { smsContent: { templateName: 'Codes' } }),
      'smsDestinations: found nothing; allowed: templates for 852 as well, or for 86: one template is for 86 or for other ' +
        'countries, and these would share it, or smsContent.internationalTemplateName',
    ],
    [
      'for a country of its own to which no messages go',
      { smsDestinations: ['852'] },
      'smsDestinations: found ["852"]; allowed: countries of ALLOWED_COUNTRY_CODES (86), without 852',
    ],
    [
      'without keys of session tokens, as in presets of version 0.1',
      { sessionKeys: undefined as never },
      'sessionKeys: found nothing; allowed: one to 3 names, each once',
    ],
    [
      'for a country twice',
      sendingTo('86,852', { smsDestinations: ['852', '852'] }),
      'smsDestinations: found ["852","852"]; allowed: each country at most once',
    ],
    [
      'for a country without its calling code',
      sendingTo('86,852', { smsDestinations: ['HK'] }),
      'smsDestinations.0: found "HK"; allowed: a country calling code such as 852',
    ],
    [
      'for a template that no message would have',
      sendingTo('852', { smsDestinations: ['852'], smsContent: { templateName: 'Codes' } }),
      'smsContent: found an object or a list; allowed: none, since smsDestinations names all countries',
    ],
    [
      'for an international template without other countries',
      { smsContent: { templateName: 'Codes', internationalTemplateName: 'Codes abroad' } },
      'smsContent.internationalTemplateName: found "Codes abroad"; allowed: none, since all messages with a template of smsContent go to the Chinese mainland',
    ],
    [
      'for an international template without the mainland',
      sendingTo('852', { smsContent: { templateName: 'Codes', internationalTemplateName: 'Codes abroad' } }),
      'smsContent.internationalTemplateName: found "Codes abroad"; allowed: none, since all messages with a template of smsContent go to other countries',
    ],
    [
      'for destinations among the variables of the function',
      { function: { ...dev.function, variables: { SMS_DESTINATIONS: '{}' } } },
      'function.variables.SMS_DESTINATIONS: found "{}"; allowed: none, use smsDestinations and the Terraform variable sms_destinations',
    ],
    [
      'for more variables than the platform takes',
      { corsOrigins: Array.from({ length: 100 }, (_, index) => `https://customer-${index}.apps.example.com`) },
      'allowed: 2496 bytes together with corsOrigins and smsDestinations, which have 3721; the platform allows 4 KB in all',
    ],
    [
      'for a dot in the name of Redis',
      { codeStore: { ...redis, instanceName: 'codes.v2' } },
      'codeStore.instanceName: found "codes.v2"; allowed: up to 50 letters, digits, spaces, hyphens or underscores',
    ],
    [
      'for limits that allow more than 60 guesses',
      { function: { ...dev.function, variables: { SEND_DAILY_LIMIT: '20', CODE_MAX_ATTEMPTS: '4' } } },
      'function.variables.SEND_DAILY_LIMIT: found "20"; allowed: at most 15 with CODE_MAX_ATTEMPTS=4',
    ],
    ['for an unknown setting', { colour: 'red' } as object, 'colour: unknown; allowed: name, region, network, '],
    [
      'for a misspelt setting, with its path',
      { network: { ...dev.network, vpcCdir: '10.0.0.0/16' } as object as typeof dev.network },
      'network.vpcCdir: unknown; allowed: vpcName, vpcCidr, subnetName, subnetCidr, zone',
    ],
    [
      'for a misspelt setting of a network that exists',
      { network: { existing: { vpcId: 'vpc-1a2b3c4d', subnet: 'subnet-1a2b3c4d' } } as object as typeof dev.network },
      'network.existing.subnet: unknown; allowed: vpcId, subnetId',
    ],
    [
      'for an ID of another kind',
      { codeStore: { existing: { instanceId: 'vpc-1a2b3c4d' } } },
      'codeStore.existing.instanceId: found "vpc-1a2b3c4d"; allowed: an ID such as crs-1a2b3c4d',
    ],
    [
      'for a Redis that exists, but a network of its own',
      { codeStore: { existing: { instanceId: 'crs-1a2b3c4d' } } },
      'codeStore: found an object or a list; allowed: the settings of a Redis instance, since one that exists',
    ],
    [
      'for the Redis of one environment in the network of another',
      { network: { environment: 'staging' }, codeStore: { environment: 'prod' } },
      'codeStore.environment: found "prod"; allowed: an instance in the VPC of `network`: take both of prod',
    ],
    [
      'for a preview with the name of the account that each Redis has',
      { name: 'root', network: { environment: 'staging' }, codeStore: { environment: 'staging' } },
      'name: found "root"; allowed: another name, since each Redis instance has an account root of its own',
    ],
    [
      'for a misspelt setting of Redis',
      { codeStore: { ...redis, replica: 2 } as object as typeof redis },
      'codeStore.replica: unknown; allowed: instanceName, version, architecture, memoryMb, replicas',
    ],
    [
      'for a misspelt optional setting',
      { monitoring: { retentionDays: 7, days: 7 } as NonNullable<typeof dev.monitoring> },
      'monitoring.days: unknown; allowed: retentionDays, webhooks',
    ],
    [
      'for a webhook that is named twice',
      { monitoring: { retentionDays: 7, webhooks: ['lark', 'lark'] } },
      'monitoring.webhooks: found',
    ],
  ])('%s', (_, changes, message) => {
    const check = () => checkEnvironment({ ...dev, ...changes });
    expect(check).toThrow('The environment "');
    expect(check).toThrow(message);
  });

  const withMemory = environment('dev', { codeStore: 'memory', corsOrigins: ['*'] });
  const withoutVariables = (settings: EnvironmentSettings) => ({
    ...settings,
    function: { ...settings.function, variables: {} },
  });
  const setByStack = [dev, withMemory].map(withoutVariables).flatMap(variablesOfStack);

  it.each([...new Set(setByStack)])('for the variable %s, which the stack sets itself', (name) => {
    const check = () => checkEnvironment({ ...dev, function: { ...dev.function, variables: { [name]: 'text' } } });
    const found = secretVariables.has(name) ? 'a value that is not shown' : '"text"';
    expect(check).toThrow(`function.variables.${name}: found ${found}; allowed: none, `);
  });

  const secret = 'a-secret-that-nobody-may-see';
  it.each<[string, Partial<FunctionSettings>]>([
    ['a variable that the stack sets', { variables: { SESSION_KEYS: secret } }],
    ['an unknown variable', { variables: { SESION_SECRET: secret } }],
    ['variables that are no object', { variables: secret as never }],
    ['a list of variables', { variables: [{ SESSION_KEYS: secret }] as never }],
  ])('without telling a secret in %s', (_, changes) => {
    const check = () => checkEnvironment({ ...dev, function: { ...dev.function, ...changes } });
    expect(check).toThrow('function.variables');
    expect(check).not.toThrow(secret);
  });

  it('for every problem at once', () => {
    const check = () => checkEnvironment({ ...dev, region: 'x', trigger: 'pigeon' as never });
    expect(check).toThrow('region: found "x"');
    expect(check).toThrow('trigger: found "pigeon"; allowed: function-url, api-gateway');
  });

  it('for a name that another environment has', () => {
    const other = { ...environment('staging'), function: dev.function };
    expect(() => refuseSharedNames([dev, other])).toThrow(
      'The environments "dev" and "staging" share a name (infra/settings/own-presets.ts):\n' +
        '  function.name: found "sms-verification-dev" twice; allowed: a different name in each environment',
    );
    expect(() => refuseSharedNames(listEnvironments('pr-42'))).not.toThrow();
  });
});
