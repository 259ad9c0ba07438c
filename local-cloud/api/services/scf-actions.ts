import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_models';
import { z } from 'zod';
import type { ScfService } from '../../account/scf';
import type { ScfDomainService } from '../../account/scf-domains';
import type { FunctionRecord } from '../../account/scf-function';
import { describeTrigger, type TriggerService } from '../../account/scf-trigger';
import { type ApiService, action } from '../action';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';
import { scfAccountActions } from './scf-account-actions';
import { domainActions } from './scf-domain-actions';
import { type InvokeFunction, invokeActions } from './scf-invoke-actions';
import { triggerActions } from './scf-trigger-actions';

const text = z.string();
const number = z.int();
const code = z.object({ ZipFile: text.exactOptional() });
const environment = z.object({
  Variables: z.array(z.object({ Key: text, Value: text })).exactOptional(),
});
const vpcConfig = z.object({ VpcId: text.exactOptional(), SubnetId: text.exactOptional() });
const publicNet = z.object({
  PublicNetStatus: text,
  EipConfig: z.object({ EipStatus: text }).exactOptional(),
});

/** Parameters that `CreateFunction` and `UpdateFunctionConfiguration` share. */
const settings = {
  Description: text.optional(),
  MemorySize: number.optional(),
  Timeout: number.optional(),
  Runtime: text.optional(),
  Environment: environment.optional(),
  VpcConfig: vpcConfig.optional(),
  Role: text.optional(),
  ClsLogsetId: text.optional(),
  ClsTopicId: text.optional(),
  PublicNetConfig: publicNet.optional(),
};

const defaultNamespace = 'default';

/** Serverless Cloud Function. */
export function scfApi(
  scf: ScfService,
  triggers: TriggerService,
  domains: ScfDomainService,
  invoke: InvokeFunction,
): ApiService {
  return {
    version: '2018-04-16',
    actions: {
      ...triggerActions(scf, triggers),
      ...domainActions(domains),
      ...scfAccountActions(scf),
      ...invokeActions(scf, invoke),

      CreateFunction: action<Models.CreateFunctionRequest, Models.CreateFunctionResponse>({
        parameters: {
          FunctionName: text,
          Code: code,
          Handler: text.optional(),
          Namespace: text.optional(),
          Tags: tagList.optional(),
          ...settings,
        },
        ignored: [
          'Type',
          'Layers',
          'CfsConfig',
          'AsyncRunEnable',
          'DnsCache',
          'IntranetConfig',
          'InstanceConcurrencyConfig',
        ],
        answer: (wanted, { region }) => {
          scf.create({
            region,
            name: wanted.FunctionName,
            namespace: wanted.Namespace ?? defaultNamespace,
            description: wanted.Description ?? '',
            runtime: wanted.Runtime ?? '',
            handler: wanted.Handler ?? '',
            code: wanted.Code.ZipFile ?? '',
            memorySize: wanted.MemorySize ?? 128,
            timeout: wanted.Timeout ?? 3,
            variables: readVariables(wanted.Environment),
            role: wanted.Role ?? '',
            vpcId: wanted.VpcConfig?.VpcId ?? '',
            subnetId: wanted.VpcConfig?.SubnetId ?? '',
            publicNet: wanted.PublicNetConfig?.PublicNetStatus !== 'DISABLE',
            logsetId: wanted.ClsLogsetId ?? '',
            topicId: wanted.ClsTopicId ?? '',
            tags: readTags(wanted.Tags),
          });
          return {};
        },
      }),

      UpdateFunctionConfiguration: action<
        Models.UpdateFunctionConfigurationRequest,
        Models.UpdateFunctionConfigurationResponse
      >({
        parameters: { FunctionName: text, Namespace: text.optional(), ...settings },
        ignored: [
          'L5Enable',
          'Layers',
          'CfsConfig',
          'DnsCache',
          'IntranetConfig',
          'InstanceConcurrencyConfig',
          'InstallDependency',
        ],
        answer: (wanted) => {
          scf.change(wanted.Namespace ?? defaultNamespace, wanted.FunctionName, {
            ...(wanted.Description !== undefined && { description: wanted.Description }),
            ...(wanted.MemorySize !== undefined && { memorySize: wanted.MemorySize }),
            ...(wanted.Timeout !== undefined && { timeout: wanted.Timeout }),
            ...(wanted.Runtime !== undefined && { runtime: wanted.Runtime }),
            ...(wanted.Environment !== undefined && { variables: readVariables(wanted.Environment) }),
            ...(wanted.Role !== undefined && { role: wanted.Role }),
            ...(wanted.VpcConfig !== undefined && {
              vpcId: wanted.VpcConfig.VpcId ?? '',
              subnetId: wanted.VpcConfig.SubnetId ?? '',
            }),
            ...(wanted.ClsLogsetId !== undefined && { logsetId: wanted.ClsLogsetId }),
            ...(wanted.ClsTopicId !== undefined && { topicId: wanted.ClsTopicId }),
            ...(wanted.PublicNetConfig !== undefined && {
              publicNet: wanted.PublicNetConfig.PublicNetStatus === 'ENABLE',
            }),
          });
          return {};
        },
      }),

      UpdateFunctionCode: action<Models.UpdateFunctionCodeRequest, Models.UpdateFunctionCodeResponse>({
        parameters: {
          FunctionName: text,
          Namespace: text.optional(),
          Handler: text.optional(),
          ZipFile: text.optional(),
          Code: code.optional(),
        },
        ignored: ['InstallDependency', 'CodeSource', 'Publish', 'EnvId'],
        answer: ({ FunctionName, Namespace = defaultNamespace, Handler, ZipFile, Code }) => {
          const zip = Code?.ZipFile ?? ZipFile;
          scf.change(Namespace, FunctionName, {
            ...(zip !== undefined && { code: zip }),
            ...(Handler !== undefined && { handler: Handler }),
          });
          return {};
        },
      }),

      GetFunction: action<Models.GetFunctionRequest, Models.GetFunctionResponse>({
        parameters: { FunctionName: text.optional(), Namespace: text.optional() },
        ignored: ['Qualifier', 'ShowCode'],
        answer: ({ FunctionName = '', Namespace = defaultNamespace }) =>
          functionModel(scf.get(Namespace, FunctionName), triggers),
      }),

      ListFunctions: action<Models.ListFunctionsRequest, Models.ListFunctionsResponse>({
        parameters: {
          Namespace: text.optional(),
          SearchKey: text.optional(),
          // platform: functions-by-vpc
          Filters: z.array(z.strictObject({ Name: z.literal('VpcId'), Values: z.array(text).length(1) })).optional(),
          Offset: number.optional(),
          Limit: number.optional(),
        },
        answer: ({ Namespace = defaultNamespace, SearchKey = '', Filters = [], ...page }) => {
          const found = scf
            .functions()
            .filter(
              ({ namespace, name, vpcId }) =>
                namespace === Namespace &&
                name.includes(SearchKey) &&
                Filters.every(({ Values }) => Values.includes(vpcId)),
            );
          const list = pageOf(found, page).map(({ functionId, namespace, name, runtime, status, tags }) => ({
            FunctionId: functionId,
            FunctionName: name,
            Namespace: namespace,
            Runtime: runtime,
            Status: status,
            Type: 'Event',
            Tags: listTags(tags),
          }));
          return { TotalCount: found.length, Functions: list };
        },
      }),

      DeleteFunction: action<Models.DeleteFunctionRequest, Models.DeleteFunctionResponse>({
        parameters: { FunctionName: text, Namespace: text.optional() },
        ignored: ['Qualifier'],
        answer: ({ FunctionName, Namespace = defaultNamespace }) => {
          scf.delete(Namespace, FunctionName);
          return {};
        },
      }),

      PutReservedConcurrencyConfig: action<
        Models.PutReservedConcurrencyConfigRequest,
        Models.PutReservedConcurrencyConfigResponse
      >({
        parameters: { FunctionName: text, ReservedConcurrencyMem: number, Namespace: text.optional() },
        answer: ({ FunctionName, ReservedConcurrencyMem, Namespace = defaultNamespace }) => {
          scf.reserve(Namespace, FunctionName, ReservedConcurrencyMem);
          return {};
        },
      }),

      GetReservedConcurrencyConfig: action<
        Models.GetReservedConcurrencyConfigRequest,
        Models.GetReservedConcurrencyConfigResponse
      >({
        parameters: { FunctionName: text, Namespace: text.optional() },
        answer: ({ FunctionName, Namespace = defaultNamespace }) => {
          const { reservedMemory } = scf.get(Namespace, FunctionName);
          return reservedMemory === undefined ? {} : { ReservedMem: reservedMemory };
        },
      }),

      DeleteReservedConcurrencyConfig: action<
        Models.DeleteReservedConcurrencyConfigRequest,
        Models.DeleteReservedConcurrencyConfigResponse
      >({
        parameters: { FunctionName: text, Namespace: text.optional() },
        answer: ({ FunctionName, Namespace = defaultNamespace }) => {
          scf.reserve(Namespace, FunctionName, undefined);
          return {};
        },
      }),
    },
  };
}

function readVariables({ Variables = [] }: Models.Environment = {}): Record<string, string> {
  // The API deletes all variables by one without a name.
  return Object.fromEntries(Variables.flatMap(({ Key, Value }) => (Key === '' ? [] : [[Key, Value]])));
}

function functionModel(record: FunctionRecord, triggers: TriggerService): Models.GetFunctionResponse {
  const trigger = triggers.find(record.functionId);
  return {
    FunctionId: record.functionId,
    FunctionName: record.name,
    FunctionVersion: '$LATEST',
    Namespace: record.namespace,
    Description: record.description,
    Runtime: record.runtime,
    Handler: record.handler,
    MemorySize: record.memorySize,
    Timeout: record.timeout,
    Environment: { Variables: Object.entries(record.variables).map(([Key, Value]) => ({ Key, Value })) },
    Role: record.role,
    VpcConfig: { VpcId: record.vpcId, SubnetId: record.subnetId },
    PublicNetConfig: {
      PublicNetStatus: record.publicNet ? 'ENABLE' : 'DISABLE',
      EipConfig: { EipStatus: 'DISABLE', EipAddress: [] },
    },
    EipConfig: { EipFixed: 'FALSE', Eips: [] },
    AccessInfo: { Host: '', Vip: '' },
    ClsLogsetId: record.logsetId,
    ClsTopicId: record.topicId,
    Tags: listTags(record.tags),
    Status: record.status,
    StatusDesc: '',
    StatusReasons: [],
    ModTime: record.modTime,
    AddTime: record.createTime,
    CodeSize: record.codeSize,
    CodeInfo: '',
    CodeResult: 'success',
    CodeError: '',
    ErrNo: 0,
    UseGpu: 'FALSE',
    Type: 'Event',
    L5Enable: 'FALSE',
    InstallDependency: 'FALSE',
    AsyncRunEnable: 'FALSE',
    TraceEnable: 'FALSE',
    DnsCache: 'FALSE',
    Layers: [],
    CfsConfig: { CfsInsList: [] },
    IntranetConfig: { IpFixed: 'DISABLE', IpAddress: [] },
    Triggers:
      trigger === undefined
        ? []
        : [
            {
              TriggerName: trigger.name,
              TriggerDesc: describeTrigger(trigger),
              Type: 'http',
              Enable: 1,
              CustomArgument: '',
              AddTime: trigger.addTime,
              ModTime: trigger.modTime,
            },
          ],
  };
}
