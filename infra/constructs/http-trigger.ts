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
  /** Name of the API Gateway service: letters, digits and underscores, up to 50. */
  readonly serviceName: string;
  readonly verificationFunction: VerificationFunction;
  /** Longest time for a request, in seconds. */
  readonly timeoutSeconds: number;
}

/** What makes the function answer HTTP requests, step 7.6 of the document. Both kinds give it the same event. */
export class HttpTrigger extends Construct {
  /** Where the function answers, with a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: HttpTriggerProps) {
    super(scope, id);
    this.url = props.kind === 'function-url' ? this.functionUrl(props) : this.apiGateway(props);
  }

  private functionUrl({ verificationFunction }: HttpTriggerProps): string {
    const trigger = new ScfTrigger(this, 'function-url', {
      functionName: verificationFunction.name,
      namespace: 'default',
      type: 'http',
      qualifier: verificationFunction.qualifier,
      triggerDesc: JSON.stringify(functionUrlDescription),
      // The provider reads it back, and a plan would find a difference without.
      enable: 'OPEN',
      lifecycle: { replaceTriggeredBy: [verificationFunction.replacement] },
    });
    const attribute = Fn.jsondecode(trigger.triggerAttribute);
    return `${propertyAccess(attribute, ['NetConfig', 'ExtranetUrl'])}/`;
  }

  private apiGateway({ serviceName, verificationFunction, timeoutSeconds }: HttpTriggerProps): string {
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
      // The function answers for CORS itself, behind both triggers alike.
      enableCors: false,
      serviceConfigType: 'SCF',
      serviceConfigTimeout: timeoutSeconds,
      serviceConfigScfFunctionName: verificationFunction.name,
      serviceConfigScfFunctionNamespace: 'default',
      serviceConfigScfFunctionType: 'EVENT',
      serviceConfigScfFunctionQualifier: verificationFunction.qualifier,
      serviceConfigScfIsIntegratedResponse: true,
      lifecycle: { replaceTriggeredBy: [verificationFunction.replacement] },
    });
    const release = new ApiGatewayServiceRelease(this, 'api-gateway-release', {
      serviceId: service.id,
      environmentName: 'release',
      releaseDesc: 'Released by Terraform',
      // Callers see a change of the API when it is released again.
      lifecycle: { replaceTriggeredBy: [resourceAddress(api)] },
    });
    return `https://${service.outerSubDomain}/${release.environmentName}/`;
  }
}

/** The keys are in the order in which the provider reads them back, so that a plan finds no difference. */
const functionUrlDescription = {
  // Gives the function the event of API Gateway.
  ApiGwCompatible: true,
  AuthType: 'NONE',
  CorsConfig: { Credentials: false, Enable: false, MaxAge: 0 },
  EnableSimpleMode: false,
  NetConfig: { EnableExtranet: true, EnableIntranet: false },
};
