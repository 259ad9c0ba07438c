import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models';
import { z } from 'zod';
import type { ApiGatewayService, GatewayApiRecord, NewGatewayApi } from '../../account/api-gateway';
import { type Action, action } from '../action';

const text = z.string();
const requestConfig = z.object({ Path: text, Method: text });

/** Parameters that `CreateApi` and `ModifyApi` share. */
const settings = {
  ApiName: text.optional(),
  EnableCORS: z.boolean().optional(),
  ServiceScfFunctionName: text.optional(),
  ServiceScfFunctionNamespace: text.optional(),
  ServiceScfFunctionQualifier: text.optional(),
  ServiceScfIsIntegratedResponse: z.boolean().optional(),
};
const ignored = [
  'ApiDesc',
  'ApiType',
  'AuthType',
  'ConstantParameters',
  'RequestParameters',
  'ApiBusinessType',
  'ResponseType',
  'ResponseSuccessExample',
  'ResponseFailExample',
  'ResponseErrorCodes',
  'ServiceConfig',
  'ServiceParameters',
  'ServiceScfFunctionType',
  'IsDebugAfterCharge',
  'IsDeleteResponseErrorCodes',
  'IsBase64Encoded',
  'AuthRelationApiId',
] as const;

/** APIs of the service `apigateway` that invoke functions. */
export function gatewayApiActions(gateway: ApiGatewayService): Readonly<Record<string, Action>> {
  return {
    CreateApi: action<Models.CreateApiRequest, Models.CreateApiResponse>({
      parameters: {
        ServiceId: text,
        ServiceType: z.literal('SCF'),
        ServiceTimeout: z.int(),
        Protocol: text,
        RequestConfig: requestConfig,
        ...settings,
      },
      ignored: [...ignored, 'UserType', 'Owner'],
      answer: (wanted) => {
        const { apiId, path, method, createTime } = gateway.createApi(wantedApi(wanted, wanted.ServiceTimeout));
        return { Result: { ApiId: apiId, Path: path, Method: method, CreatedTime: createTime } };
      },
    }),

    ModifyApi: action<Models.ModifyApiRequest, Models.ModifyApiResponse>({
      parameters: {
        ServiceId: text,
        ApiId: text,
        ServiceType: z.literal('SCF'),
        ServiceTimeout: z.int().optional(),
        RequestConfig: requestConfig,
        ...settings,
      },
      ignored: [...ignored, 'Protocol', 'AuthRequired'],
      answer: (wanted) => {
        gateway.changeApi(wanted.ApiId, wantedApi(wanted, wanted.ServiceTimeout ?? 15));
        return {};
      },
    }),

    DescribeApi: action<Models.DescribeApiRequest, Models.DescribeApiResponse>({
      parameters: { ServiceId: text, ApiId: text },
      answer: ({ ApiId }) => ({ Result: apiModel(gateway.api(ApiId)) }),
    }),

    DeleteApi: action<Models.DeleteApiRequest, Models.DeleteApiResponse>({
      parameters: { ServiceId: text, ApiId: text },
      answer: ({ ApiId }) => {
        gateway.deleteApi(ApiId);
        return { Result: true };
      },
    }),

    ModifyApiEnvironmentStrategy: action<
      Models.ModifyApiEnvironmentStrategyRequest,
      Models.ModifyApiEnvironmentStrategyResponse
    >({
      parameters: { ServiceId: text, Strategy: z.int(), EnvironmentName: text, ApiIds: z.array(text) },
      answer: ({ ServiceId, ApiIds }) => {
        gateway.service(ServiceId);
        for (const apiId of ApiIds) gateway.api(apiId);
        return { Result: true };
      },
    }),

    DescribeApiEnvironmentStrategy: action<
      Models.DescribeApiEnvironmentStrategyRequest,
      Models.DescribeApiEnvironmentStrategyResponse
    >({
      parameters: { ServiceId: text, ApiId: text.optional() },
      ignored: ['EnvironmentNames', 'Limit', 'Offset'],
      answer: ({ ServiceId, ApiId }) => {
        const apis = gateway.apisOf(ServiceId).filter(({ apiId }) => (ApiId ?? apiId) === apiId);
        const list = apis.map(({ apiId, name, path, method }) => ({
          ApiId: apiId,
          ApiName: name,
          Path: path,
          Method: method,
          EnvironmentStrategySet: ['release', 'prepub', 'test'].map((EnvironmentName) => ({
            EnvironmentName,
            Quota: -1,
            MaxQuota: 5000,
          })),
        }));
        return { Result: { TotalCount: list.length, ApiEnvironmentStrategySet: list } };
      },
    }),
  };
}

function wantedApi(wanted: Models.CreateApiRequest | Models.ModifyApiRequest, timeout: number): NewGatewayApi {
  return {
    serviceId: wanted.ServiceId,
    name: wanted.ApiName ?? '',
    path: wanted.RequestConfig.Path ?? '/',
    method: wanted.RequestConfig.Method ?? 'GET',
    enableCors: wanted.EnableCORS ?? false,
    timeout,
    functionName: wanted.ServiceScfFunctionName ?? '',
    functionNamespace: wanted.ServiceScfFunctionNamespace ?? 'default',
    functionQualifier: wanted.ServiceScfFunctionQualifier ?? '$DEFAULT',
    integratedResponse: wanted.ServiceScfIsIntegratedResponse ?? false,
  };
}

function apiModel(record: GatewayApiRecord): Models.ApiInfo {
  return {
    ServiceId: record.serviceId,
    ApiId: record.apiId,
    ApiName: record.name,
    ApiDesc: '',
    ApiType: 'NORMAL',
    ApiBusinessType: 'NORMAL',
    AuthType: 'NONE',
    AuthRelationApiId: '',
    Protocol: 'HTTP',
    EnableCORS: record.enableCors,
    RequestConfig: { Path: record.path, Method: record.method },
    RequestParameters: [],
    ConstantParameters: [],
    MicroServices: [],
    ServiceType: 'SCF',
    ServiceTimeout: record.timeout,
    ServiceConfig: { Product: '', UniqVpcId: '', Url: '', Path: '', Method: '', UpstreamId: '' },
    ServiceParameters: [],
    ServiceMockReturnMessage: '',
    ServiceScfFunctionName: record.functionName,
    ServiceScfFunctionNamespace: record.functionNamespace,
    ServiceScfFunctionQualifier: record.functionQualifier,
    ServiceScfIsIntegratedResponse: record.integratedResponse,
    ServiceWebsocketRegisterFunctionName: '',
    ServiceWebsocketRegisterFunctionNamespace: '',
    ServiceWebsocketRegisterFunctionQualifier: '',
    ServiceWebsocketCleanupFunctionName: '',
    ServiceWebsocketCleanupFunctionNamespace: '',
    ServiceWebsocketCleanupFunctionQualifier: '',
    ServiceWebsocketTransportFunctionName: '',
    ServiceWebsocketTransportFunctionNamespace: '',
    ServiceWebsocketTransportFunctionQualifier: '',
    IsDebugAfterCharge: false,
    IsBase64Encoded: false,
    ResponseType: '',
    ResponseSuccessExample: '',
    ResponseFailExample: '',
    ResponseErrorCodes: [],
    CreatedTime: record.createTime,
    ModifiedTime: record.createTime,
  };
}
