import type {
  ApiGatewayService,
  GatewayApiRecord,
  GatewayServiceRecord,
  NewGatewayApi,
  ReleaseRecord,
} from '../../account/api-gateway';
import { CloudError } from '../../account/cloud-error';
import type { ResourceType, Values } from '../provider-definition';
import { flag, number, tagsOf, tagsOrNull, text, texts } from './attribute';

/** `tencentcloud_api_gateway_service`, `…_api` and `…_service_release`. platform: release-id */
export function apiGatewayResources(gateway: ApiGatewayService): Readonly<Record<string, ResourceType>> {
  const wantedService = (planned: Values) => ({
    name: text(planned, 'service_name'),
    description: text(planned, 'service_desc'),
    protocol: text(planned, 'protocol'),
    netTypes: texts(planned, 'net_type'),
    tags: tagsOf(planned),
  });

  return {
    tencentcloud_api_gateway_service: {
      attributes: { ServiceName: 'service_name', Protocol: 'protocol', NetTypes: 'net_type' },
      async create(planned) {
        return serviceValues(await gateway.createService(wantedService(planned)), planned);
      },
      async read(state) {
        const record = gateway.findService(text(state, 'id'));
        return record && serviceValues(record, state);
      },
      async update(planned) {
        return serviceValues(gateway.changeService(text(planned, 'id'), wantedService(planned)), planned);
      },
      async delete(state) {
        await gateway.deleteService(text(state, 'id'));
      },
    },

    tencentcloud_api_gateway_api: {
      attributes: {
        ServiceId: 'service_id',
        RequestConfig: 'request_config_path',
        ServiceTimeout: 'service_config_timeout',
        ServiceScfFunctionName: 'service_config_scf_function_name',
      },
      validate(config) {
        const missing = scfAttributes.filter((name) => config[name] === null || config[name] === undefined);
        if (config.service_config_type !== 'SCF' || missing.length === 0) return [];
        const summary = `If service_config_type is SCF, ${missing.join(' and ')} must be set.`;
        return [{ severity: 'error', summary, path: ['service_config_type'] }];
      },
      async create(planned) {
        return apiValues(gateway.createApi(wantedApi(planned)), planned);
      },
      async read(state) {
        const record = gateway.findApi(text(state, 'id'));
        return record && apiValues(record, state);
      },
      async update(planned) {
        return apiValues(gateway.changeApi(text(planned, 'id'), wantedApi(planned)), planned);
      },
      async delete(state) {
        gateway.deleteApi(text(state, 'id'));
      },
    },

    tencentcloud_api_gateway_service_release: {
      attributes: { ServiceId: 'service_id', EnvironmentName: 'environment_name' },
      async create(planned) {
        const [service, stage] = [text(planned, 'service_id'), text(planned, 'environment_name')];
        return releaseValues(gateway.release(service, stage, text(planned, 'release_desc')));
      },
      async read(state) {
        const [service = '', stage = '', version] = text(state, 'id').split('#');
        const record = gateway.findRelease(service, stage);
        if (record === undefined) return undefined;
        // The real provider, too, keeps a release while another version is released. platform: missing-resource-reads
        return record.version === version ? releaseValues(record) : state;
      },
      async delete(state) {
        gateway.unrelease(text(state, 'service_id'), text(state, 'environment_name'));
      },
    },
  };
}

/** Attributes that an API with a function as its backend requires. platform: api-gateway-api-needs-four */
const scfAttributes = [
  'service_config_scf_function_name',
  'service_config_scf_function_namespace',
  'service_config_scf_function_qualifier',
  'service_config_scf_function_type',
];

function wantedApi(planned: Values): NewGatewayApi {
  const kind = text(planned, 'service_config_type', 'HTTP');
  if (kind !== 'SCF') {
    const message = `The local cloud does not support APIs of the type ${kind}; allowed: SCF, an API that invokes a function.`;
    throw new CloudError('InvalidParameterValue.InvalidServiceType', message, 'ServiceType');
  }
  return {
    serviceId: text(planned, 'service_id'),
    name: text(planned, 'api_name'),
    path: text(planned, 'request_config_path'),
    method: text(planned, 'request_config_method', 'GET'),
    enableCors: flag(planned, 'enable_cors'),
    timeout: number(planned, 'service_config_timeout', 5),
    functionName: text(planned, 'service_config_scf_function_name'),
    functionNamespace: text(planned, 'service_config_scf_function_namespace', 'default'),
    functionQualifier: text(planned, 'service_config_scf_function_qualifier', '$DEFAULT'),
    integratedResponse: flag(planned, 'service_config_scf_is_integrated_response'),
  };
}

function serviceValues(record: GatewayServiceRecord, given: Values): Values {
  return {
    ...given,
    id: record.serviceId,
    service_name: record.name,
    service_desc: record.description === '' && given.service_desc === null ? null : record.description,
    protocol: record.protocol,
    net_type: record.netTypes,
    ip_version: given.ip_version ?? 'IPv4',
    tags: tagsOrNull(record.tags),
    create_time: record.createTime,
    modify_time: record.modifyTime,
    outer_sub_domain: record.outerSubDomain,
    internal_sub_domain: '',
    inner_http_port: 0,
    inner_https_port: 0,
    api_list: [],
    usage_plan_list: [],
    pre_limit: given.pre_limit ?? -1,
    release_limit: given.release_limit ?? -1,
    test_limit: given.test_limit ?? -1,
  };
}

function apiValues(record: GatewayApiRecord, given: Values): Values {
  return {
    ...given,
    id: record.apiId,
    service_id: record.serviceId,
    api_name: record.name,
    request_config_path: record.path,
    request_config_method: record.method,
    enable_cors: record.enableCors,
    service_config_timeout: record.timeout,
    service_config_scf_function_name: record.functionName,
    service_config_scf_function_namespace: record.functionNamespace,
    service_config_scf_function_qualifier: record.functionQualifier,
    service_config_scf_is_integrated_response: record.integratedResponse,
    create_time: record.createTime,
    update_time: record.createTime,
    api_business_type: given.api_business_type ?? 'NORMAL',
    auth_relation_api_id: given.auth_relation_api_id ?? '',
    is_base64_encoded: given.is_base64_encoded ?? false,
    is_debug_after_charge: given.is_debug_after_charge ?? false,
    is_delete_response_error_codes: given.is_delete_response_error_codes ?? false,
    pre_limit: given.pre_limit ?? -1,
    release_limit: given.release_limit ?? -1,
    test_limit: given.test_limit ?? -1,
    response_type: given.response_type ?? '',
    response_fail_example: given.response_fail_example ?? '',
    response_success_example: given.response_success_example ?? '',
  };
}

function releaseValues({ serviceId, stage, version, description }: ReleaseRecord): Values {
  return {
    id: [serviceId, stage, version].join('#'),
    service_id: serviceId,
    environment_name: stage,
    release_desc: description,
    release_version: version,
  };
}
