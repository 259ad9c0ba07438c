import { readFileSync } from 'node:fs';
import { CloudError } from '../../account/cloud-error';
import type { ScfService } from '../../account/scf';
import type { FunctionRecord, NewFunction } from '../../account/scf-function';
import { describeTrigger, type TriggerRecord, type TriggerService } from '../../account/scf-trigger';
import type { ResourceType, Values } from '../provider-definition';
import { flag, number, tagsOf, tagsOrNull, text } from './attribute';
import { keepKeys } from './json-keys';
import { waitUntil } from './wait';

/** Finds a file that a configuration names. @returns its path; `undefined` if it does not exist */
export type FindFile = (file: string) => string | undefined;

const defaultNamespace = 'default';

/** API parameter -> attribute of a function. */
const functionAttributes = {
  FunctionName: 'name',
  Runtime: 'runtime',
  Handler: 'handler',
  MemorySize: 'mem_size',
  Timeout: 'timeout',
  Environment: 'environment',
  ZipFile: 'zip_file',
  Role: 'role',
  VpcConfig: 'subnet_id',
  ClsTopicId: 'cls_topic_id',
};

/** `tencentcloud_scf_function` and `tencentcloud_scf_reserved_concurrency_config`. */
export function scfResources(
  scf: ScfService,
  region: () => string,
  findFile: FindFile,
): Readonly<Record<string, ResourceType>> {
  const namespaceOf = (values: Values) => text(values, 'namespace', defaultNamespace);
  const untilActive = (functionId: string, signal: AbortSignal) =>
    waitUntil(() => scf.findById(functionId)?.status === 'Active', signal);
  const wantedFunction = (planned: Values): NewFunction => ({
    region: region(),
    name: text(planned, 'name'),
    namespace: namespaceOf(planned),
    description: text(planned, 'description'),
    runtime: text(planned, 'runtime'),
    handler: text(planned, 'handler'),
    code: readCode(text(planned, 'zip_file'), findFile),
    memorySize: number(planned, 'mem_size', 128),
    timeout: number(planned, 'timeout', 3),
    variables: (planned.environment as Record<string, string> | null) ?? {},
    role: text(planned, 'role'),
    vpcId: text(planned, 'vpc_id'),
    subnetId: text(planned, 'subnet_id'),
    publicNet: flag(planned, 'enable_public_net'),
    logsetId: text(planned, 'cls_logset_id'),
    topicId: text(planned, 'cls_topic_id'),
    tags: tagsOf(planned),
  });

  return {
    tencentcloud_scf_function: {
      attributes: functionAttributes,
      async create(planned, signal) {
        const { functionId } = scf.create(wantedFunction(planned));
        await untilActive(functionId, signal);
        return functionValues(scf.get(namespaceOf(planned), text(planned, 'name')), planned);
      },
      async read(state) {
        const [namespace = '', name = ''] = text(state, 'id').split('+');
        const record = scf.find(namespace, name);
        return record && functionValues(record, state);
      },
      async update(planned, prior, signal) {
        const { code, ...wanted } = wantedFunction(planned);
        // The real provider uploads the code only if its path has changed. platform: new-code-new-path
        const sent = planned.zip_file === prior.zip_file ? wanted : { ...wanted, code };
        const { functionId } = scf.change(wanted.namespace, wanted.name, sent);
        await untilActive(functionId, signal);
        return functionValues(scf.get(wanted.namespace, wanted.name), planned);
      },
      async delete(state) {
        scf.delete(namespaceOf(state), text(state, 'name'));
      },
    },

    tencentcloud_scf_reserved_concurrency_config: {
      attributes: { FunctionName: 'function_name', ReservedConcurrencyMem: 'reserved_concurrency_mem' },
      async create(planned) {
        const [namespace, name] = [namespaceOf(planned), text(planned, 'function_name')];
        scf.reserve(namespace, name, number(planned, 'reserved_concurrency_mem'));
        return { ...planned, id: `${namespace}#${name}` };
      },
      async read(state) {
        const [namespace = '', name = ''] = text(state, 'id').split('#');
        // The real provider, too, keeps a reservation that is gone, and fails without the function. platform: missing-resource-reads
        const memory = scf.get(namespace, name).reservedMemory;
        const named = { ...state, namespace, function_name: name };
        return memory === undefined ? named : { ...named, reserved_concurrency_mem: memory };
      },
      async delete(state) {
        scf.reserve(namespaceOf(state), text(state, 'function_name'), undefined);
      },
    },
  };
}

/** `tencentcloud_scf_trigger`, of type `http`. */
export function triggerResources(scf: ScfService, triggers: TriggerService): Readonly<Record<string, ResourceType>> {
  const functionOf = (values: Values) =>
    scf.get(text(values, 'namespace', defaultNamespace), text(values, 'function_name'));

  return {
    tencentcloud_scf_trigger: {
      attributes: {
        FunctionName: 'function_name',
        TriggerName: 'trigger_name',
        Type: 'type',
        TriggerDesc: 'trigger_desc',
        Qualifier: 'qualifier',
      },
      // platform: trigger-without-name
      validate(config) {
        if (config.type !== 'http' || config.trigger_name === null || config.trigger_name === undefined) return [];
        const summary = 'trigger_name must not be specified when type is http';
        return [{ severity: 'error', summary, path: ['trigger_name'] }];
      },
      async create(planned) {
        const { functionId } = functionOf(planned);
        const record = await triggers.create(functionId, {
          type: text(planned, 'type'),
          qualifier: text(planned, 'qualifier', '$LATEST'),
          description: text(planned, 'trigger_desc'),
        });
        return triggerValues(record, planned);
      },
      async read(state) {
        const [name = '', namespace = ''] = text(state, 'id').split('#');
        const record = triggers.find(scf.find(namespace, name)?.functionId ?? '');
        return record && triggerValues(record, { ...state, function_name: name, namespace, type: 'http' });
      },
      async update(planned) {
        const record = triggers.change(functionOf(planned).functionId, {
          qualifier: text(planned, 'qualifier', '$LATEST'),
          description: text(planned, 'trigger_desc'),
          enabled: text(planned, 'enable', 'OPEN') === 'OPEN',
        });
        return triggerValues(record, planned);
      },
      async delete(state) {
        await triggers.delete(functionOf(state).functionId);
      },
    },
  };
}

function readCode(file: string, findFile: FindFile): string {
  const found = findFile(file);
  if (found !== undefined) return readFileSync(found).toString('base64');
  throw new CloudError('InvalidParameterValue.ZipFile', `The file ${file} does not exist.`, 'ZipFile');
}

function functionValues(record: FunctionRecord, given: Values): Values {
  return {
    ...given,
    id: `${record.namespace}+${record.name}`,
    function_id: record.functionId,
    name: record.name,
    namespace: record.namespace,
    description: record.description,
    runtime: record.runtime,
    handler: record.handler,
    mem_size: record.memorySize,
    timeout: record.timeout,
    environment: Object.keys(record.variables).length > 0 ? record.variables : null,
    role: record.role === '' ? null : record.role,
    vpc_id: record.vpcId === '' ? null : record.vpcId,
    subnet_id: record.subnetId === '' ? null : record.subnetId,
    enable_public_net: record.publicNet,
    cls_logset_id: record.logsetId,
    cls_topic_id: record.topicId,
    tags: tagsOrNull(record.tags),
    status: record.status,
    status_desc: '',
    modify_time: record.modTime,
    code_size: record.codeSize,
    code_result: 'success',
    code_error: '',
    err_no: 0,
    eip_fixed: false,
    eips: [],
    host: '',
    vip: '',
    install_dependency: false,
    async_run_enable: given.async_run_enable ?? 'FALSE',
    trigger_info: [],
  };
}

function triggerValues(record: TriggerRecord, given: Values): Values {
  const attribute = describeTrigger(record);
  return {
    ...given,
    id: `${text(given, 'function_name')}#${text(given, 'namespace', defaultNamespace)}#${record.name}`,
    trigger_name: record.name,
    qualifier: record.qualifier,
    trigger_attribute: attribute,
    // One that is imported has all keys.
    trigger_desc: typeof given.trigger_desc === 'string' ? keepKeys(attribute, given.trigger_desc) : attribute,
    enable: record.enabled ? 'OPEN' : 'CLOSE',
    add_time: record.addTime,
    mod_time: record.modTime,
    available_status: 'Available',
  };
}
