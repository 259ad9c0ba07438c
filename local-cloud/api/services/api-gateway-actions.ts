import type * as Models from 'tencentcloud-sdk-nodejs/tencentcloud/services/apigateway/v20180808/apigateway_models';
import { z } from 'zod';
import type { ApiGatewayService, GatewayApiRecord, GatewayServiceRecord } from '../../account/api-gateway';
import type { GatewayDomainService } from '../../account/gateway-domains';
import { type ApiService, action } from '../action';
import { nameFilters, passesFilters } from '../filters';
import { pageOf } from '../page';
import { listTags, readTags, tagList } from '../tags';
import { gatewayApiActions } from './gateway-api-actions';
import { gatewayDomainActions } from './gateway-domain-actions';

const text = z.string();
const stages = ['release', 'prepub', 'test'];

/** API Gateway: services and their releases. */
export function apiGatewayApi(gateway: ApiGatewayService, domains: GatewayDomainService): ApiService {
  return {
    version: '2018-08-08',
    actions: {
      ...gatewayApiActions(gateway),
      ...gatewayDomainActions(domains),

      CreateService: action<Models.CreateServiceRequest, Models.CreateServiceResponse>({
        parameters: {
          ServiceName: text,
          Protocol: text,
          ServiceDesc: text.optional(),
          NetTypes: z.array(text).optional(),
          Tags: tagList.optional(),
        },
        ignored: ['IpVersion', 'SetServerName', 'AppIdType', 'InstanceId', 'UniqVpcId'],
        answer: async ({ ServiceName, Protocol, ServiceDesc = '', NetTypes = ['OUTER'], Tags }) => {
          const record = await gateway.createService({
            name: ServiceName,
            description: ServiceDesc,
            protocol: Protocol,
            netTypes: NetTypes,
            tags: readTags(Tags),
          });
          return {
            ServiceId: record.serviceId,
            ServiceName: record.name,
            ServiceDesc: record.description,
            OuterSubDomain: record.outerSubDomain,
            InnerHttpPort: 0,
            InnerHttpsPort: 0,
            InternalSubDomain: '',
            CreatedTime: record.createTime,
            NetTypes: [...record.netTypes],
          };
        },
      }),

      DescribeService: action<Models.DescribeServiceRequest, Models.DescribeServiceResponse>({
        parameters: { ServiceId: text },
        answer: ({ ServiceId }) => serviceModel(gateway, gateway.service(ServiceId)),
      }),

      DescribeServicesStatus: action<Models.DescribeServicesStatusRequest, Models.DescribeServicesStatusResponse>({
        parameters: { Filters: nameFilters.optional(), Offset: z.int().optional(), Limit: z.int().optional() },
        answer: ({ Filters = [], ...page }) => {
          const found = gateway
            .services()
            .filter(({ serviceId, name }) => passesFilters(Filters, { ServiceId: serviceId, ServiceName: name }));
          return {
            Result: {
              TotalCount: found.length,
              ServiceSet: pageOf(found, page).map(({ serviceId, name, tags }) => ({
                ServiceId: serviceId,
                ServiceName: name,
                Tags: listTags(tags),
              })),
            },
          };
        },
      }),

      ModifyService: action<Models.ModifyServiceRequest, Models.ModifyServiceResponse>({
        parameters: {
          ServiceId: text,
          ServiceName: text.optional(),
          ServiceDesc: text.optional(),
          Protocol: text.optional(),
          NetTypes: z.array(text).optional(),
        },
        answer: ({ ServiceId, ServiceName, ServiceDesc, Protocol, NetTypes }) => {
          gateway.changeService(ServiceId, {
            ...(ServiceName !== undefined && { name: ServiceName }),
            ...(ServiceDesc !== undefined && { description: ServiceDesc }),
            ...(Protocol !== undefined && { protocol: Protocol }),
            ...(NetTypes !== undefined && { netTypes: NetTypes }),
          });
          return {};
        },
      }),

      DeleteService: action<Models.DeleteServiceRequest, Models.DeleteServiceResponse>({
        parameters: { ServiceId: text },
        ignored: ['SkipVerification'],
        answer: async ({ ServiceId }) => {
          await gateway.deleteService(ServiceId);
          return { Result: true };
        },
      }),

      ReleaseService: action<Models.ReleaseServiceRequest, Models.ReleaseServiceResponse>({
        parameters: { ServiceId: text, EnvironmentName: text, ReleaseDesc: text },
        ignored: ['ApiIds'],
        answer: ({ ServiceId, EnvironmentName, ReleaseDesc }) => {
          const { version } = gateway.release(ServiceId, EnvironmentName, ReleaseDesc);
          return { Result: { ReleaseDesc, ReleaseVersion: version } };
        },
      }),

      UnReleaseService: action<Models.UnReleaseServiceRequest, Models.UnReleaseServiceResponse>({
        parameters: { ServiceId: text, EnvironmentName: text },
        ignored: ['ApiIds'],
        answer: ({ ServiceId, EnvironmentName }) => {
          gateway.unrelease(ServiceId, EnvironmentName);
          return { Result: true };
        },
      }),

      DescribeServiceEnvironmentReleaseHistory: action<
        Models.DescribeServiceEnvironmentReleaseHistoryRequest,
        Models.DescribeServiceEnvironmentReleaseHistoryResponse
      >({
        parameters: { ServiceId: text, EnvironmentName: text },
        ignored: ['Limit', 'Offset'],
        answer: ({ ServiceId, EnvironmentName }) => {
          const release = gateway.findRelease(ServiceId, EnvironmentName ?? '');
          const list = release
            ? [{ VersionName: release.version, VersionDesc: release.description, ReleaseTime: '' }]
            : [];
          return { Result: { TotalCount: list.length, VersionList: list } };
        },
      }),

      DescribeServiceEnvironmentStrategy: action<
        Models.DescribeServiceEnvironmentStrategyRequest,
        Models.DescribeServiceEnvironmentStrategyResponse
      >({
        parameters: { ServiceId: text },
        ignored: ['Limit', 'Offset'],
        answer: ({ ServiceId }) => {
          const { outerSubDomain } = gateway.service(ServiceId);
          const list = stages.map((EnvironmentName) => ({
            EnvironmentName,
            Url: `http://${outerSubDomain}/${EnvironmentName}`,
            Status: gateway.findRelease(ServiceId, EnvironmentName) ? 1 : 0,
            VersionName: '',
            Strategy: -1,
            MaxStrategy: 5000,
          }));
          return { Result: { TotalCount: list.length, EnvironmentList: list } };
        },
      }),

      ModifyServiceEnvironmentStrategy: action<
        Models.ModifyServiceEnvironmentStrategyRequest,
        Models.ModifyServiceEnvironmentStrategyResponse
      >({
        parameters: { ServiceId: text, Strategy: z.int(), EnvironmentNames: z.array(text) },
        answer: ({ ServiceId }) => {
          gateway.service(ServiceId);
          return { Result: true };
        },
      }),

      DescribeServiceUsagePlan: action<Models.DescribeServiceUsagePlanRequest, Models.DescribeServiceUsagePlanResponse>(
        {
          parameters: { ServiceId: text },
          ignored: ['Limit', 'Offset'],
          answer: () => ({ Result: { TotalCount: 0, ServiceUsagePlanList: [] } }),
        },
      ),

      DescribeApiUsagePlan: action<Models.DescribeApiUsagePlanRequest, Models.DescribeApiUsagePlanResponse>({
        parameters: { ServiceId: text },
        ignored: ['Limit', 'Offset'],
        answer: () => ({ Result: { TotalCount: 0, ApiUsagePlanList: [] } }),
      }),
    },
  };
}

function serviceModel(gateway: ApiGatewayService, record: GatewayServiceRecord): Models.DescribeServiceResponse {
  const apis = gateway.apisOf(record.serviceId);
  return {
    ServiceId: record.serviceId,
    ServiceName: record.name,
    ServiceDesc: record.description,
    Protocol: record.protocol,
    NetTypes: [...record.netTypes],
    OuterSubDomain: record.outerSubDomain,
    InternalSubDomain: '',
    InnerHttpPort: 0,
    InnerHttpsPort: 0,
    CreatedTime: record.createTime,
    ModifiedTime: record.modifyTime,
    IpVersion: 'IPv4',
    InstanceId: '',
    UniqVpcId: '',
    UserType: '',
    SetId: 0,
    AvailableEnvironments: stages.filter((name) => gateway.findRelease(record.serviceId, name)),
    ApiTotalCount: apis.length,
    ApiIdStatusSet: apis.map(apiStatus),
    UsagePlanTotalCount: 0,
    UsagePlanList: [],
    Tags: listTags(record.tags),
  };
}

function apiStatus({ apiId, name, path, method, createTime, serviceId }: GatewayApiRecord): Models.ApiIdStatus {
  return {
    ServiceId: serviceId,
    ApiId: apiId,
    ApiName: name,
    ApiDesc: '',
    Path: path,
    Method: method,
    CreatedTime: createTime,
    ModifiedTime: createTime,
    ApiType: 'NORMAL',
    ApiBusinessType: 'NORMAL',
    Protocol: 'HTTP',
    AuthType: 'NONE',
    AuthRelationApiId: '',
    OauthConfig: { PublicKey: '', TokenLocation: '' },
    TokenLocation: '',
    UniqVpcId: '',
    IsDebugAfterCharge: false,
  };
}
