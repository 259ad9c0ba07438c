import { environment } from '../../support/synthesize';
import { changeSettings } from './changes';
import { choicesOf } from './schema-settings';
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
import type { Walk } from './walk';

const [oldestVersion, secondVersion, ...newerVersions] = choicesOf<string>('codeStore.version');
const newestVersion = newerVersions.at(-1);
const oldestRuntime = choicesOf('function.runtime').at(-1);
const captcha = { captcha_appid: '190000000', captcha_secret: 'localcaptchalocalcaptcha' };
const otherNetwork = { 'network.vpcCidr': '10.8.0.0/16', 'network.subnetCidr': '10.8.1.0/24' };
const replacedApi = ['api_gateway_api', 'api_gateway_service_release'];
const replacedReservation = ['scf_reserved_concurrency_config'];

const trigger: Walk = {
  name: 'the trigger with the function’s name, the code store, and the network',
  start: changeSettings(environment('pair'), { trigger: 'api-gateway', codeStore: redis }),
  steps: [
    { set: { 'function.name': 'renamed' }, replaces: ['scf_function', ...replacedApi] },
    {
      set: { trigger: 'function-url', 'function.name': 'renamed-again' },
      replaces: ['scf_function'],
      removes: ofApiGateway,
    },
    { set: { trigger: 'api-gateway', codeStore: 'memory' }, removes: ['scf_trigger', ...ofRedis] },
    { set: otherNetwork, replaces: replacedNetwork },
    {
      set: { trigger: 'function-url', codeStore: redis },
      removes: [...replacedReservation, ...ofApiGateway],
    },
  ],
};

const monitoring: Walk = {
  name: 'monitoring with the policy, the captcha, and the function',
  start: changeSettings(environment('pair'), { codeStore: 'memory' }),
  steps: [
    {
      set: { monitoring: { retentionDays: 7 }, executionPolicy: 'send-only' },
      removes: ['cam_role_policy_attachment_by_name'],
    },
    { set: {}, variables: captcha },
    { set: { 'function.runtime': oldestRuntime }, replaces: [...replacedFunction, ...replacedReservation] },
    { set: { monitoring: undefined }, replaces: [...replacedFunction, ...replacedReservation], removes: ofMonitoring },
    { set: { 'function.timeoutSeconds': 20 }, variables: {}, removes: ofPolicy },
    {
      set: { monitoring: { retentionDays: 1 }, 'function.name': 'renamed' },
      variables: captcha,
      replaces: [...replacedFunction, ...replacedReservation],
    },
    {
      set: {
        monitoring: undefined,
        executionPolicy: 'QcloudSMSFullAccess',
        'function.runtime': undefined,
        'function.memoryMb': 256,
      },
      variables: {},
      replaces: [...replacedFunction, ...replacedReservation],
      removes: [...ofMonitoring, ...ofPolicy],
    },
  ],
};

const codeStore: Walk = {
  name: 'the code store with the network, and its own settings with each other',
  start: changeSettings(environment('pair'), { codeStore: redis }),
  steps: [
    {
      set: { codeStore: 'memory', ...otherNetwork },
      replaces: replacedNetwork,
      removes: ofRedis,
    },
    {
      set: { codeStore: { ...redis, architecture: 'cluster', shards: 3 }, 'network.zone': 'ap-guangzhou-4' },
      replaces: replacedNetwork,
      removes: replacedReservation,
    },
    { set: { 'codeStore.memoryMb': 2048, 'codeStore.replicas': 2 } },
    {
      set: { 'codeStore.architecture': 'standard', 'codeStore.shards': undefined, 'codeStore.version': secondVersion },
      replaces: replacedRedis,
    },
    { set: { 'codeStore.version': newestVersion, 'codeStore.replicas': 3 } },
    {
      set: { 'codeStore.architecture': 'cluster', 'codeStore.version': oldestVersion },
      replaces: replacedRedis,
    },
    { set: { deletable: false } },
    { set: { 'network.zone': 'ap-guangzhou-6' }, refused: 'prevent_destroy' },
    { set: { 'codeStore.architecture': 'standard' }, refused: 'prevent_destroy' },
    { set: { codeStore: 'memory' }, refused: 'codeStore' },
    { set: { deletable: true } },
    { set: { 'network.zone': 'ap-guangzhou-6' }, replaces: [...replacedNetwork, ...replacedRedis] },
  ],
};

const variables: Walk = {
  name: 'the function’s variables and its reserved instances',
  start: environment('pair'),
  steps: [
    {
      set: {
        'function.variables': {
          SEND_INTERVAL_SECONDS: '1',
          SEND_DAILY_LIMIT: '60',
          CODE_MAX_ATTEMPTS: '1',
          SEND_DAILY_BUDGET: '999999999',
          SEND_TIMEZONE: 'Europe/Berlin',
          SEND_ADDRESS_LIMIT: '1000000',
          SEND_ADDRESS_WINDOW_SECONDS: '86400',
        },
      },
    },
    {
      set: { 'function.variables': { SEND_DAILY_LIMIT: '60', CODE_MAX_ATTEMPTS: '10' } },
      refused: 'function.variables.SEND_DAILY_LIMIT',
    },
    { set: { 'function.variables': { SMS_SIGN: 'Test demo' } }, refused: 'function.variables.SMS_SIGN' },
    {
      set: {
        'function.variables': {
          SEND_INTERVAL_SECONDS: '3600',
          SEND_DAILY_LIMIT: '1',
          CODE_MAX_ATTEMPTS: '10',
          SEND_DAILY_BUDGET: '10',
          SEND_ADDRESS_LIMIT: '1',
          SEND_ADDRESS_WINDOW_SECONDS: '1',
        },
        'function.reservedInstances': 2,
      },
    },
    {
      set: { 'function.variables': undefined, 'function.memoryMb': 512 },
      replaces: replacedReservation,
    },
    {
      set: { 'function.name': 'renamed', 'function.reservedInstances': undefined },
      replaces: replacedFunction,
      removes: replacedReservation,
    },
  ],
};

/** Walks that change two or more settings at once, or after one another, which act on the same resources. */
export const pairWalks: readonly Walk[] = [trigger, monitoring, codeStore, variables];
