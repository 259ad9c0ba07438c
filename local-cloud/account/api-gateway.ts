import { type AccountContext, cloudTime, newId, type Tags } from './account-context';
import { CloudError } from './cloud-error';
import type { FunctionRecord } from './scf-function';

export interface GatewayServiceRecord {
  readonly serviceId: string;
  readonly name: string;
  readonly description: string;
  readonly protocol: string;
  readonly netTypes: readonly string[];
  readonly createTime: string;
  readonly modifyTime: string;
  readonly tags: Tags;
  /** Host and port of the endpoint on this machine. */
  readonly outerSubDomain: string;
}

export interface GatewayApiRecord {
  readonly apiId: string;
  readonly serviceId: string;
  readonly name: string;
  readonly path: string;
  readonly method: string;
  readonly enableCors: boolean;
  readonly timeout: number;
  readonly functionName: string;
  readonly functionNamespace: string;
  readonly functionQualifier: string;
  readonly integratedResponse: boolean;
  readonly createTime: string;
}

/** The APIs that a stage of a service serves until the next release. platform: api-gateway-release-needed */
export interface ReleaseRecord {
  readonly serviceId: string;
  readonly stage: string;
  readonly version: string;
  readonly description: string;
  readonly apis: readonly GatewayApiRecord[];
}

export type NewGatewayService = Pick<GatewayServiceRecord, 'name' | 'description' | 'protocol' | 'netTypes' | 'tags'>;
export type NewGatewayApi = Omit<GatewayApiRecord, 'apiId' | 'createTime'>;
export type ApiGatewayService = ReturnType<typeof createApiGatewayService>;

export interface ApiGatewayDependencies {
  /** Whether the account never bought API Gateway. */
  readonly isClosed: boolean;
  readonly findFunction: (namespace: string, name: string) => FunctionRecord | undefined;
  /** Opens an HTTP endpoint for a service. @returns host and port */
  readonly open: (serviceId: string) => Promise<string>;
  readonly close: (serviceId: string) => Promise<void>;
}

const stages = ['release', 'prepub', 'test'];

/**
 * API Gateway: services, their APIs that invoke functions, and their releases.
 * platform: api-gateway-deletion-order, api-gateway-names
 */
export function createApiGatewayService(
  context: AccountContext,
  { isClosed, findFunction, open, close }: ApiGatewayDependencies,
) {
  const { storage, now } = context;
  const services = storage.collection<GatewayServiceRecord>('gateway-services');
  const apis = storage.collection<GatewayApiRecord>('gateway-apis');
  const releases = storage.collection<ReleaseRecord>('gateway-releases');

  function service(serviceId: string): GatewayServiceRecord {
    const record = services.get(serviceId);
    if (record !== undefined) return record;
    throw new CloudError('ResourceNotFound.InvalidService', `The service ${serviceId} does not exist.`, 'ServiceId');
  }

  /** Refuses every call of an account that never bought API Gateway. platform: api-gateway-closed */
  function checkOpen(): void {
    if (!isClosed) return;
    throw new CloudError('OperationDenied', 'This account has no API Gateway, and can no longer buy it.');
  }

  function checkApi(
    { serviceId, path, method, timeout, functionNamespace, functionName }: NewGatewayApi,
    except = '',
  ): void {
    service(serviceId);
    if (!path.startsWith('/')) {
      const message = `The path ${path} does not start with a slash.`;
      throw new CloudError('InvalidParameterValue.InvalidApiRequestConfig', message, 'RequestConfig');
    }
    const taken = [...apis.values()].find(
      (one) => one.serviceId === serviceId && one.apiId !== except && one.path === path && one.method === method,
    );
    if (taken !== undefined) {
      const message = `The API ${taken.apiId} already has the method ${method} and the path ${path}.`;
      throw new CloudError('InvalidParameterValue.InvalidApiRequestConfig', message, 'RequestConfig');
    }
    if (timeout < 1 || timeout > 1800) {
      throw new CloudError(
        'InvalidParameterValue.RangeExceeded',
        `The time-out of ${timeout} s is not between 1 and 1800.`,
        'ServiceTimeout',
      );
    }
    if (findFunction(functionNamespace, functionName) === undefined) {
      const message = `The function ${functionName} does not exist in the namespace ${functionNamespace}.`;
      throw new CloudError('InvalidParameterValue.InvalidScfConfig', message, 'ServiceScfFunctionName');
    }
  }

  return {
    checkOpen,
    service,
    services: () => [...services.values()],
    findService: (serviceId: string) => services.get(serviceId),
    apisOf: (serviceId: string) => [...apis.values()].filter((one) => one.serviceId === serviceId),
    api(apiId: string): GatewayApiRecord {
      const record = apis.get(apiId);
      if (record !== undefined) return record;
      throw new CloudError('ResourceNotFound.InvalidApi', `The API ${apiId} does not exist.`, 'ApiId');
    },
    findApi: (apiId: string) => apis.get(apiId),
    findRelease: (serviceId: string, stage: string) => releases.get(`${serviceId}#${stage}`),

    /** Reopens the endpoints of the saved services. */
    async resume(): Promise<void> {
      for (const [serviceId, record] of services) {
        services.set(serviceId, { ...record, outerSubDomain: await open(serviceId) });
      }
    },

    async createService({ name, description, protocol, netTypes, tags }: NewGatewayService) {
      checkOpen();
      checkServiceName(name);
      if (!['http', 'https', 'http&https'].includes(protocol)) {
        throw new CloudError(
          'InvalidParameterValue.NotInOptions',
          `The protocol ${protocol} is not http, https or http&https.`,
          'Protocol',
        );
      }
      if (netTypes.length === 0 || netTypes.some((type) => !['INNER', 'OUTER'].includes(type))) {
        throw new CloudError(
          'InvalidParameterValue.NotInOptions',
          'The network types are INNER and OUTER; at least one is required.',
          'NetTypes',
        );
      }
      const serviceId = newId('service');
      const time = cloudTime(now());
      const dates = { createTime: time, modifyTime: time };
      const outerSubDomain = await open(serviceId);
      const record = { serviceId, name, description, protocol, netTypes, ...dates, tags, outerSubDomain };
      services.set(serviceId, record);
      return record;
    },

    changeService(serviceId: string, changes: Partial<NewGatewayService>): GatewayServiceRecord {
      if (changes.name !== undefined) checkServiceName(changes.name);
      const record = { ...service(serviceId), ...changes, modifyTime: cloudTime(now()) };
      services.set(serviceId, record);
      return record;
    },

    async deleteService(serviceId: string): Promise<void> {
      service(serviceId);
      if ([...apis.values()].some((one) => one.serviceId === serviceId)) {
        const message = `The service ${serviceId} still has APIs.`;
        throw new CloudError('UnsupportedOperation.ApiListNotEmpty', message, 'ServiceId');
      }
      if (stages.some((stage) => releases.has(`${serviceId}#${stage}`))) {
        const message = `The service ${serviceId} is still released.`;
        throw new CloudError('UnsupportedOperation.ExistingOnlineEnvironment', message, 'ServiceId');
      }
      services.delete(serviceId);
      await close(serviceId);
    },

    createApi(wanted: NewGatewayApi): GatewayApiRecord {
      checkApi(wanted);
      const record = { ...wanted, apiId: newId('api'), createTime: cloudTime(now()) };
      apis.set(record.apiId, record);
      return record;
    },

    changeApi(apiId: string, wanted: NewGatewayApi): GatewayApiRecord {
      const record = apis.get(apiId);
      if (record === undefined) throw new CloudError('ResourceNotFound', `The API ${apiId} does not exist.`, 'ApiId');
      checkApi(wanted, apiId);
      const changed = { ...record, ...wanted };
      apis.set(apiId, changed);
      return changed;
    },

    deleteApi(apiId: string): void {
      if (!apis.delete(apiId)) throw new CloudError('ResourceNotFound', `The API ${apiId} does not exist.`, 'ApiId');
    },

    release(serviceId: string, stage: string, description: string): ReleaseRecord {
      service(serviceId);
      if (!stages.includes(stage)) {
        const message = `The stage ${stage} is not one of ${stages.join(', ')}.`;
        throw new CloudError('InvalidParameter.FormatError', message, 'EnvironmentName');
      }
      const released = [...apis.values()].filter((one) => one.serviceId === serviceId);
      if (released.length === 0) {
        throw new CloudError('FailedOperation.ServiceError', `The service ${serviceId} has no API.`, 'ServiceId');
      }
      const version = new Date(now()).toISOString().replace(/\D/g, '').slice(0, 17);
      const record = { serviceId, stage, version, description, apis: released };
      releases.set(`${serviceId}#${stage}`, record);
      return record;
    },

    unrelease(serviceId: string, stage: string): void {
      service(serviceId);
      releases.delete(`${serviceId}#${stage}`);
    },
  };
}

function checkServiceName(name: string): void {
  if (/^[a-zA-Z][a-zA-Z0-9_]{0,49}$/.test(name)) return;
  const message = `The name ${name} is not 1 to 50 letters, digits and underscores, starting with a letter.`;
  throw new CloudError('InvalidParameter.FormatError', message, 'ServiceName');
}
