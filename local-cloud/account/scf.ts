import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import { checkReservation } from './concurrency-quota';
import type { FunctionChanges, FunctionRecord, NewFunction, ScfDependencies } from './scf-function';
import { checkFunction, type FunctionFailure, zipLimits } from './scf-rules';

export type ScfService = ReturnType<typeof createScfService>;

/** The number of functions that a namespace can have in a region. platform: function-quota */
export const functionQuota = 50;

/** Serverless Cloud Function: the functions of the account. `runtime/` runs them. */
export function createScfService(context: AccountContext, dependencies: ScfDependencies) {
  const { storage, now, transitionMs } = context;
  const { vpc, domainOf, onDeleted } = dependencies;
  const functions = storage.collection<FunctionRecord>('functions');

  function find(namespace: string, name: string): FunctionRecord | undefined {
    return [...functions.values()].find((one) => one.name === name && one.namespace === namespace);
  }

  function get(namespace: string, name: string): FunctionRecord {
    const record = find(namespace, name);
    if (record !== undefined) return record;
    const message = `The function ${name} does not exist in the namespace ${namespace}.`;
    throw new CloudError('ResourceNotFound.Function', message, 'FunctionName');
  }

  /** Stores a new or changed function, which is active after one transition. platform: function-active-before-change */
  function startTransition(record: FunctionRecord): FunctionRecord {
    functions.set(record.functionId, record);
    setTimeout(() => {
      const current = functions.get(record.functionId);
      if (current?.revision === record.revision) functions.set(record.functionId, { ...current, status: 'Active' });
    }, transitionMs);
    return record;
  }

  for (const record of functions.values()) if (record.status !== 'Active') startTransition(record);

  return {
    get,
    find,
    findById: (functionId: string) => functions.get(functionId),
    functions: () => [...functions.values()],

    create(wanted: NewFunction): FunctionRecord {
      if (find(wanted.namespace, wanted.name) !== undefined) {
        const message = `The function ${wanted.name} already exists in the namespace ${wanted.namespace}.`;
        throw new CloudError('ResourceInUse.FunctionName', message, 'FunctionName');
      }
      refuse(checkFunction(wanted, dependencies, zipLimits.creation));
      const { region, namespace } = wanted;
      const existing = [...functions.values()].filter((one) => one.region === region && one.namespace === namespace);
      if (existing.length >= functionQuota) {
        const message = `The namespace ${namespace} has ${existing.length} functions in ${region}, as many as it can have.`;
        throw new CloudError('LimitExceeded.Function', message, 'FunctionName');
      }
      const functionId = newId('lam');
      // platform: function-reserves-addresses
      if (wanted.subnetId !== '') vpc.takeAddress(wanted.subnetId, functionId);
      const time = cloudTime(now());
      const codeSize = Buffer.from(wanted.code, 'base64').length;
      const dates = { createTime: time, modTime: time };
      return startTransition({ ...wanted, functionId, codeSize, ...dates, status: 'Creating', revision: 1 });
    },

    change(namespace: string, name: string, changes: FunctionChanges): FunctionRecord {
      const record = get(namespace, name);
      if (record.status !== 'Active') {
        const message = `The function ${name} is ${record.status}; only an Active function can be changed.`;
        throw new CloudError('FailedOperation.FunctionStatusError', message, 'FunctionName');
      }
      if (changes.runtime !== undefined && changes.runtime !== record.runtime) {
        // platform: runtime-at-creation
        const message = `The function ${name} was created for ${record.runtime}; its runtime cannot change.`;
        throw new CloudError('InvalidParameterValue.Runtime', message, 'Runtime');
      }
      const changed = { ...record, ...changes };
      refuse(checkFunction(changed, dependencies, changes.code === undefined ? zipLimits.creation : zipLimits.change));
      if (changed.subnetId !== record.subnetId) {
        vpc.releaseAddresses(record.functionId);
        if (changed.subnetId !== '') vpc.takeAddress(changed.subnetId, record.functionId);
      }
      const codeSize = Buffer.from(changed.code, 'base64').length;
      const modTime = cloudTime(now());
      return startTransition({ ...changed, codeSize, modTime, status: 'Updating', revision: record.revision + 1 });
    },

    tag(functionId: string, tags: Tags): void {
      const record = functions.get(functionId);
      if (record !== undefined) functions.set(functionId, { ...record, tags });
    },

    /** Limits the memory of all instances together. platform: reserved-concurrency. @param memory in MB; `undefined` removes the limit */
    reserve(namespace: string, name: string, memory: number | undefined): void {
      const { reservedMemory: _, ...record } = get(namespace, name);
      if (memory !== undefined && (memory < record.memorySize || memory % 128 !== 0)) {
        const message = `${memory} MB is not a multiple of 128 that is at least one instance's ${record.memorySize} MB.`;
        throw new CloudError('InvalidParameterValue', message, 'ReservedConcurrencyMem');
      }
      if (memory !== undefined) checkReservation(record, memory, functions.values());
      const reserved = memory === undefined ? {} : { reservedMemory: memory };
      functions.set(record.functionId, { ...record, ...reserved });
    },

    delete(namespace: string, name: string): void {
      const { functionId } = get(namespace, name);
      const domain = domainOf(functionId);
      if (domain !== undefined) {
        // platform: domain-before-trigger
        const message = `The domain ${domain} uses the function ${name}.`;
        throw new CloudError('FailedOperation.DeleteFunction', message, 'FunctionName');
      }
      onDeleted(functionId);
      vpc.releaseAddresses(functionId);
      functions.delete(functionId);
    },
  };
}

function refuse(failure: FunctionFailure | undefined): void {
  if (failure !== undefined) throw new CloudError(failure.code, failure.message, failure.parameter);
}
