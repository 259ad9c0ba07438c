import { testNumbersConsent } from '../../../infra/settings/test-numbers';
import { webhookKinds } from '../../../infra/settings/webhook-kinds';
import { environment } from '../../support/synthesize';
import { changeSettings } from './changes';
import { choicesOf, endsOf } from './schema-settings';
import {
  ofApiGateway,
  ofMonitoring,
  ofPolicy,
  ofRedis,
  redis,
  replacedFunction,
  replacedNetwork,
  replacedRedis,
} from './stack-parts';
import { together, type Walk } from './walk';

const replicas = endsOf('codeStore.replicas');
const redisMemory = endsOf('codeStore.memoryMb');
const functionMemory = endsOf('function.memoryMb');
const timeout = endsOf('function.timeoutSeconds');
const reserved = endsOf('function.reservedInstances');
const retention = endsOf('monitoring.retentionDays');
const runtimes = choicesOf('function.runtime').filter((runtime) => runtime !== undefined);
const [oldestVersion, ...newerVersions] = choicesOf<string>('codeStore.version');
const newestVersion = newerVersions.at(-1);

/** A network with Redis. */
const inNetwork = [...replacedNetwork, ...replacedRedis];

const standardRedis: Walk = {
  name: 'a standard Redis behind a Function URL',
  start: changeSettings(environment('a'), {
    codeStore: redis,
    'function.memoryMb': functionMemory.min,
    'function.variables': undefined,
  }),
  steps: [
    ...together({
      'codeStore.version': newerVersions,
      'function.memoryMb': [functionMemory.max, functionMemory.min],
      'function.timeoutSeconds': [timeout.max, timeout.min, 20],
      'function.variables': [{ CODE_TTL_MINUTES: '10' }, { SEND_DAILY_BUDGET: '500' }, undefined],
      corsOrigins: [['https://app.example.com', 'http://localhost:3000'], ['*'], []],
      loginPage: [true, false],
      sessionKeys: [
        ['2026-11', '2026-12'],
        ['2026-12', '2026-11'],
      ],
      sessionAudience: ['https://app.example.com', undefined],
      deletable: [false, true],
      'network.vpcName': ['Another VPC'],
      'network.subnetName': ['Another subnet'],
      'codeStore.instanceName': ['another-instance'],
    }),
    { set: { 'codeStore.version': oldestVersion }, refused: 'codeStore.version' },
    { set: { sessionKeys: ['2026-12'] }, removes: ['tls_private_key'] },
    { set: { 'function.reservedInstances': reserved.min } },
    { set: { 'function.reservedInstances': reserved.max }, replaces: ['scf_reserved_concurrency_config'] },
    { set: { 'function.reservedInstances': undefined }, removes: ['scf_reserved_concurrency_config'] },
    ...together({
      'codeStore.memoryMb': [redisMemory.max, redisMemory.min],
      monitoring: [{ retentionDays: retention.min }, { retentionDays: retention.max }],
    }),
    { set: { 'codeStore.replicas': replicas.max, 'monitoring.retentionDays': retention.min } },
    ...together({ 'monitoring.webhooks': [[...webhookKinds], ['lark'], undefined] }),
    {
      set: { 'codeStore.replicas': replicas.min, monitoring: undefined },
      replaces: replacedFunction,
      removes: ofMonitoring,
    },
    {
      set: {
        'codeStore.replicaZones': ['ap-guangzhou-4'],
        'codeStore.maintenanceWindow': { from: '00:00', to: '00:30' },
      },
    },
    {
      set: {
        'codeStore.replicas': 2,
        'codeStore.replicaZones': ['ap-guangzhou-4', 'ap-guangzhou-6'],
        'codeStore.maintenanceWindow': { from: '20:00', to: '23:00' },
      },
    },
    { set: { 'codeStore.replicaZones': ['ap-guangzhou-4'] }, refused: 'codeStore.replicaZones' },
    {
      set: { 'codeStore.replicaZones': undefined, 'codeStore.maintenanceWindow': undefined },
      removes: ['redis_maintenance_window'],
    },
    { set: { 'codeStore.replicas': 3 }, refused: 'replicas in zones of their own' },
    { set: { 'function.timeoutSeconds': 15 } },
    { set: { domain: { name: 'sms.example.com', certificateId: 'LocalCrt' } } },
    { set: { 'domain.certificateId': 'LocalNew' } },
    { set: { 'domain.name': 'codes.example.com' }, replaces: ['scf_custom_domain'] },
    { set: { 'function.runtime': runtimes[0] }, replaces: [...replacedFunction, 'scf_custom_domain'] },
    { set: { domain: undefined }, removes: ['scf_custom_domain'] },
    ...together(
      { 'function.runtime': [...runtimes, undefined], 'function.name': ['another-function'] },
      { replaces: replacedFunction },
    ),
    {
      set: { 'network.vpcCidr': '172.16.0.0/12', 'network.subnetCidr': '172.16.0.0/28' },
      replaces: inNetwork,
    },
    { set: { 'network.subnetCidr': '172.31.255.0/24' }, replaces: inNetwork },
    { set: { 'network.zone': 'ap-guangzhou-6' }, replaces: inNetwork },
    { set: { region: 'ap-shanghai', 'network.zone': 'ap-shanghai-2' }, refused: 'region: found ap-shanghai' },
  ],
};

const cluster: Walk = {
  name: 'a Redis cluster behind API Gateway',
  start: changeSettings(environment('matrix-of-20-letters'), {
    trigger: 'api-gateway',
    codeStore: { ...redis, architecture: 'cluster', version: newestVersion },
  }),
  steps: [
    ...together({ 'codeStore.shards': choicesOf('codeStore.shards').toReversed() }),
    ...together({ 'codeStore.replicas': [replicas.max, replicas.min] }),
    { set: { 'codeStore.architecture': 'standard' }, replaces: replacedRedis },
    { set: { 'codeStore.architecture': 'cluster' }, replaces: replacedRedis },
  ],
};

const memory: Walk = {
  name: 'codes in memory',
  start: changeSettings(environment('matrix'), {
    codeStore: 'memory',
    region: 'ap-shanghai',
    'network.zone': 'ap-shanghai-2',
  }),
  steps: [
    ...choicesOf('function.runtime')
      .toReversed()
      .map((runtime) => ({
        set: { 'function.runtime': runtime },
        replaces: [...replacedFunction, 'scf_reserved_concurrency_config'],
      })),
    { set: { codeStore: redis }, removes: ['scf_reserved_concurrency_config'] },
    { set: { codeStore: 'memory' }, removes: ofRedis },
    { set: { trigger: 'api-gateway' }, removes: ['scf_trigger'] },
    {
      set: { trigger: 'function-url' },
      removes: ofApiGateway,
    },
    { set: { testNumbers: testNumbersConsent, smsContent: { templateName: 'A template' } } },
    { set: { testNumbers: undefined, 'smsContent.templateName': 'Another template' }, replaces: ['sms_template'] },
    {
      set: {
        'function.variables': { ALLOWED_COUNTRY_CODES: '86,852,65' },
        'smsContent.internationalTemplateName': 'A template for other countries',
      },
    },
    {
      set: { 'smsContent.internationalTemplateName': 'Another template for other countries' },
      replaces: ['sms_template'],
    },
    {
      set: { 'smsContent.internationalTemplateName': undefined },
      refused: 'templates for 852, 65 as well, or for 86',
    },
    {
      set: { smsDestinations: ['65'] },
      variables: { sms_destinations: '{ "65" = { template_id = "1111" } }' },
    },
    {
      set: { 'smsContent.internationalTemplateName': undefined, smsDestinations: ['65', '852'] },
      variables: { sms_destinations: '{ "65" = { template_id = "1111" }, "852" = { template_id = "1111" } }' },
      removes: ['sms_template'],
    },
    {
      set: { smsDestinations: ['852'], 'function.variables': { ALLOWED_COUNTRY_CODES: '86,852' } },
      refused: 'sms_destinations has to name the countries of smsDestinations and no others: 852.',
    },
    {
      set: { smsDestinations: undefined, 'function.variables': undefined, smsContent: undefined },
      variables: {},
      removes: ['sms_template'],
    },
    {
      set: { executionPolicy: 'send-only' },
      removes: ['cam_role_policy_attachment_by_name'],
    },
    {
      set: { executionPolicy: 'QcloudSMSFullAccess' },
      removes: ofPolicy,
    },
  ],
};

/** The walk that is the shortest. */
export const shortWalk = cluster;

/** Walks that deploy every choice of every setting, and change each to another one. */
export const settingWalks: readonly Walk[] = [standardRedis, cluster, memory];
