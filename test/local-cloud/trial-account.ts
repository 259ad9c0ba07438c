import { zipSync } from 'fflate';
import { type Account, createAccount } from '../../local-cloud/account/account';
import type { NewGatewayApi } from '../../local-cloud/account/api-gateway';
import { newCredential } from '../../local-cloud/account/credentials';
import { type Faults, readFaults } from '../../local-cloud/account/faults';
import { addInitialResources, initialAccount } from '../../local-cloud/account/initial-account';
import { ownerUinOf } from '../../local-cloud/account/owner-uin';
import type { NewRedis } from '../../local-cloud/account/redis-instance';
import type { NewFunction } from '../../local-cloud/account/scf-function';
import { openStorage } from '../../local-cloud/account/storage';
import { startReaper } from '../../local-cloud/process/reaper';

export interface TrialAccount {
  readonly account: Account;
  /** HTTP endpoints that were opened and closed, oldest first. */
  readonly endpointEvents: string[];
  readonly clock: { now: number };
  stop(): Promise<void>;
}

export interface TrialAccountOptions {
  /** Milliseconds that it takes to create or change a resource. @default 0 */
  readonly transitionMs?: number;
  /** @default - none */
  readonly faults?: Faults;
}

/** Creates an account for one test, which opens no HTTP endpoints. */
export function startTrialAccount({
  transitionMs = 0,
  faults = readFaults([]),
}: TrialAccountOptions = {}): TrialAccount {
  const reaper = startReaper();
  const storage = openStorage();
  const endpointEvents: string[] = [];
  const clock = { now: Date.parse('2026-01-02T03:04:05Z') };
  const account = createAccount({
    context: {
      storage,
      reaper,
      now: () => clock.now,
      transitionMs,
      appId: initialAccount.appId,
      ownerUin: ownerUinOf(storage),
    },
    owner: newCredential(),
    faults,
    endpoints: {
      openFunctionUrl: async (id) => `http://127.0.0.1:${endpointEvents.push(`open ${id}`)}`,
      openApiGateway: async (id) => `127.0.0.1:${endpointEvents.push(`open ${id}`)}`,
      close: async (id) => void endpointEvents.push(`close ${id}`),
      endFunction: (id) => void endpointEvents.push(`end ${id}`),
      invokeFunction: async () => ({ kind: 'reply', reply: 'done', requestId: 'a', durationMs: 1 }),
    },
  });
  addInitialResources(account, { now: clock.now });
  return {
    account,
    endpointEvents,
    clock,
    async stop() {
      await account.stop();
      await reaper.close();
    },
  };
}

/** @returns a trust policy for a service, such as `scf.qcloud.com` */
export const trusting = (service: string) =>
  JSON.stringify({
    version: '2.0',
    statement: [{ effect: 'allow', action: ['name/sts:AssumeRole'], principal: { service: [service] } }],
  });

/** Creates a VPC with a subnet. */
export function makeNetwork({ vpc }: Account) {
  const { vpcId } = vpc.createVpc({ region: 'ap-guangzhou', name: 'a', cidrBlock: '10.0.0.0/16', tags: {} });
  const wanted = { vpcId, name: 'b', cidrBlock: '10.0.1.0/24', zone: 'ap-guangzhou-3', tags: {} };
  return { vpcId, subnetId: vpc.createSubnet(wanted).subnetId };
}

/** A valid Redis instance in a network. */
export const newRedis = (network: { readonly vpcId: string; readonly subnetId: string }): NewRedis => ({
  ...network,
  region: 'ap-guangzhou',
  zone: 'ap-guangzhou-3',
  name: 'codes',
  typeId: 6,
  memSize: 1024,
  shards: 1,
  replicas: 1,
  password: 'secret-1234',
  securityGroups: [],
  port: 6379,
  billingMode: 'POSTPAID',
  tags: {},
});

/** A valid function. */
export const newFunction = (changes: Partial<NewFunction> = {}): NewFunction => ({
  region: 'ap-guangzhou',
  name: 'Demo',
  namespace: 'default',
  description: '',
  runtime: 'Nodejs20.19',
  handler: 'index.main_handler',
  code: zipFilesToBase64({ 'index.js': 'exports.main_handler = async () => "done";' }),
  memorySize: 128,
  timeout: 3,
  variables: {},
  role: '',
  vpcId: '',
  subnetId: '',
  publicNet: true,
  logsetId: '',
  topicId: '',
  tags: {},
  ...changes,
});

/** A valid API of API Gateway that invokes a function. */
export const newGatewayApi = (api: Pick<NewGatewayApi, 'serviceId' | 'name' | 'functionName'>): NewGatewayApi => ({
  path: '/',
  method: 'ANY',
  enableCors: false,
  timeout: 15,
  functionNamespace: 'default',
  functionQualifier: '$DEFAULT',
  integratedResponse: true,
  ...api,
});

/** Parameters of `SendSms` that every account accepts. */
export const newMessage = {
  PhoneNumberSet: ['+8618566246600'],
  SmsSdkAppId: initialAccount.sdkAppId,
  SignName: initialAccount.sign,
  TemplateId: initialAccount.templateId,
  TemplateParamSet: ['123456', '5'],
};

/**
 * @param files content by file name
 * @returns a zip of the files, in base64
 */
export function zipFilesToBase64(files: Readonly<Record<string, string>>): string {
  const contents = Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]);
  return Buffer.from(zipSync(Object.fromEntries(contents))).toString('base64');
}
