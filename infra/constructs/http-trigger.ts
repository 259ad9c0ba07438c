import { ApiGatewayApi } from '@cdktf/provider-tencentcloud/lib/api-gateway-api';
import { ApiGatewayService } from '@cdktf/provider-tencentcloud/lib/api-gateway-service';
import { ApiGatewayServiceRelease } from '@cdktf/provider-tencentcloud/lib/api-gateway-service-release';
import { ScfTrigger } from '@cdktf/provider-tencentcloud/lib/scf-trigger';
import { Fn, propertyAccess } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvironmentSettings } from '../settings/environment-schema';
import { resourceAddress } from '../terraform/resource-address';
import type { VerificationFunction } from './verification-function';

export interface HttpTriggerProps {
  readonly kind: EnvironmentSettings['trigger'];
  /** Name of the API Gateway service: up to 50 letters, digits and underscores. */
  readonly serviceName: string;
  readonly verificationFunction: VerificationFunction;
  /** Time-out of a request, in seconds. */
  readonly timeoutSeconds: number;
}

/** What a domain is bound to: the Function URL, or a released API Gateway service. */
export type HttpEntrance =
  | { readonly kind: 'function-url'; readonly trigger: ScfTrigger }
  | {
      readonly kind: 'api-gateway';
      readonly service: ApiGatewayService;
      readonly release: ApiGatewayServiceRelease;
    };

/** Invokes the function for HTTP requests, step 7.6 of the document. Both kinds of trigger send the same event. */
export class HttpTrigger extends Construct {
  /** Address of the function, with a trailing slash. platform: function-url-address, api-gateway-address */
  readonly url: string;
  readonly entrance: HttpEntrance;

  constructor(scope: Construct, id: string, props: HttpTriggerProps) {
    super(scope, id);
    this.entrance = props.kind === 'function-url' ? this.functionUrl(props) : this.apiGateway(props);
    this.url = addressOf(this.entrance);
  }

  private functionUrl({ verificationFunction }: HttpTriggerProps): HttpEntrance {
    const trigger = new ScfTrigger(this, 'function-url', {
      functionName: verificationFunction.name,
      namespace: 'default',
      type: 'http',
      qualifier: verificationFunction.qualifier,
      triggerDesc: JSON.stringify(functionUrlDescription),
      // The provider reads this value back. Without it, every plan would find a difference. platform: function-settings-read-back
      enable: 'OPEN',
      lifecycle: { replaceTriggeredBy: [verificationFunction.replacementTrigger] },
    });
    return { kind: 'function-url', trigger };
  }

  private apiGateway({ serviceName, verificationFunction, timeoutSeconds }: HttpTriggerProps): HttpEntrance {
    const service = new ApiGatewayService(this, 'api-gateway-service', {
      serviceName,
      protocol: 'http&https',
      netType: ['OUTER'],
    });
    const api = new ApiGatewayApi(this, 'api-gateway-api', {
      serviceId: service.id,
      apiName: serviceName,
      requestConfigPath: '/',
      requestConfigMethod: 'ANY',
      // The function handles CORS itself, with both kinds of trigger.
      enableCors: false,
      serviceConfigType: 'SCF',
      serviceConfigTimeout: timeoutSeconds,
      serviceConfigScfFunctionName: verificationFunction.name,
      serviceConfigScfFunctionNamespace: 'default',
      serviceConfigScfFunctionType: 'EVENT',
      serviceConfigScfFunctionQualifier: verificationFunction.qualifier,
      serviceConfigScfIsIntegratedResponse: true,
      lifecycle: { replaceTriggeredBy: [verificationFunction.replacementTrigger] },
    });
    const release = new ApiGatewayServiceRelease(this, 'api-gateway-release', {
      serviceId: service.id,
      environmentName: 'release',
      releaseDesc: 'Released by Terraform',
      // Changes of the API take effect only when it is released again. platform: api-gateway-release-needed
      lifecycle: { replaceTriggeredBy: [resourceAddress(api)] },
    });
    return { kind: 'api-gateway', service, release };
  }
}

function addressOf(entrance: HttpEntrance): string {
  if (entrance.kind === 'api-gateway') {
    return `https://${entrance.service.outerSubDomain}/${entrance.release.environmentName}/`;
  }
  const attribute = Fn.jsondecode(entrance.trigger.triggerAttribute);
  return `${propertyAccess(attribute, ['NetConfig', 'ExtranetUrl'])}/`;
}

/** The keys have the order in which the provider reads them back. In another order, every plan would find a difference. */
const functionUrlDescription = {
  // The function receives the same event as from API Gateway.
  ApiGwCompatible: true,
  AuthType: 'NONE',
  CorsConfig: { Credentials: false, Enable: false, MaxAge: 0 },
  EnableSimpleMode: false,
  NetConfig: { EnableExtranet: true, EnableIntranet: false },
};
