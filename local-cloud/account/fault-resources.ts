import { zipSync } from 'fflate';
import type { Account } from './account';
import { CloudError } from './cloud-error';
import { reservableMemory } from './concurrency-quota';
import type { Faults } from './faults';
import { regions } from './region';
import { functionQuota } from './scf';
import type { NewFunction } from './scf-function';
import { networkQuotas } from './vpc-quotas';

/** The namespace in which the stacks have their functions, too. */
const namespace = 'default';

/**
 * Adds resources that belong to somebody else, or that were left behind, without tags. Those of an earlier start are kept.
 *
 * @throws {Error} with a `CloudError` as its cause, if the account refuses a resource because of what it has already
 */
export function addFaultResources(account: Account, faults: Faults): void {
  for (const name of faults.values('name-taken')) add(`name-taken=${name}`, () => addFunction(account, { name }));
  for (const name of faults.values('leftover')) add(`leftover=${name}`, () => addLeftover(account, name));
  // In alphabetical order, so that a function which reserves memory is created before there are as many as there can be.
  const quotas = [...faults.values('quota')].sort();
  for (const quota of quotas) add(`quota=${quota}`, () => useUp(account, quota));
}

function add(fault: string, create: () => void): void {
  try {
    create();
  } catch (cause) {
    if (!(cause instanceof CloudError)) throw cause;
    const reason = cause.message.replace(/\.$/, '');
    throw new Error(`The account cannot get the fault ${fault} because of what it has already: ${reason}.`, { cause });
  }
}

/** Creates what each region can have of a kind, unless it has as much. */
function useUp(account: Account, quota: string): void {
  for (const region of regions) useUpIn(account, quota, region);
}

function useUpIn(account: Account, quota: string, region: string): void {
  const { vpc, securityGroups, scf } = account;
  const missing = (quota: number, existing: readonly { readonly region: string }[]) =>
    Math.max(0, quota - existing.filter((one) => one.region === region).length);
  const names = (count: number) => Array.from({ length: count }, (_, index) => `other-${region}-${index + 1}`);
  if (quota === 'vpcs') {
    for (const name of names(missing(networkQuotas.vpcs, vpc.vpcs()))) {
      vpc.createVpc({ region, name, cidrBlock: '10.0.0.0/16', tags: {} });
    }
  } else if (quota === 'security-groups') {
    for (const name of names(missing(networkQuotas.securityGroups, securityGroups.groups()))) {
      securityGroups.create({ region, name, description: '', tags: {} });
    }
  } else if (quota === 'functions') {
    const existing = scf.functions().filter((one) => one.namespace === namespace);
    for (const name of names(missing(functionQuota, existing))) addFunction(account, { region, name });
  } else {
    const name = `other-${region}-reserved`;
    addFunction(account, { region, name });
    scf.reserve(namespace, name, reservableMemory(region));
  }
}

function addFunction({ scf }: Account, changes: Pick<NewFunction, 'name'> & Partial<NewFunction>): void {
  if (scf.find(namespace, changes.name) !== undefined) return;
  const code = 'exports.main_handler = async () => 1;';
  const zip = zipSync({ 'index.js': Buffer.from(code) });
  scf.create({
    region: 'ap-guangzhou',
    namespace,
    description: '',
    runtime: 'Nodejs20.19',
    handler: 'index.main_handler',
    code: Buffer.from(zip).toString('base64'),
    memorySize: 128,
    timeout: 3,
    variables: {},
    role: '',
    vpcId: '',
    subnetId: '',
    publicNet: false,
    logsetId: '',
    topicId: '',
    tags: {},
    ...changes,
  });
}

/** Adds what an interrupted deployment leaves. platform: redis-creation-goes-on */
function addLeftover({ vpc, redis }: Account, name: string): void {
  if (redis.instances().some((one) => one.name === name)) return;
  const [region, zone] = ['ap-guangzhou', 'ap-guangzhou-3'];
  const { vpcId } = vpc.createVpc({ region, name: 'leftover', cidrBlock: '10.0.0.0/16', tags: {} });
  const subnet = { vpcId, name: 'leftover', cidrBlock: '10.0.0.0/24', zone, tags: {} };
  const { subnetId } = vpc.createSubnet(subnet);
  redis.addWithoutServer({
    region,
    zone,
    name,
    typeId: 15,
    memSize: 1024,
    shards: 1,
    replicas: 1,
    password: '',
    vpcId,
    subnetId,
    securityGroups: [],
    port: 6379,
    billingMode: 'POSTPAID',
    tags: {},
  });
}
