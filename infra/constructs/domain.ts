import { ApiGatewayCustomDomain } from '@cdktf/provider-tencentcloud/lib/api-gateway-custom-domain';
import { DataTencentcloudUserInfo } from '@cdktf/provider-tencentcloud/lib/data-tencentcloud-user-info';
import { ScfCustomDomain } from '@cdktf/provider-tencentcloud/lib/scf-custom-domain';
import { Construct } from 'constructs';
import type { DomainSettings } from '../settings/environment-schema';
import { replacementTrigger } from '../terraform/resource-address';
import type { HttpEntrance } from './http-trigger';
import { StateRecord } from './state-record';
import type { VerificationFunction } from './verification-function';

export interface DomainProps {
  readonly settings: DomainSettings;
  readonly region: string;
  readonly entrance: HttpEntrance;
  readonly verificationFunction: VerificationFunction;
}

/**
 * Binds a domain to the HTTP trigger. Its address is the same with both kinds of trigger, while its DNS record points at another host
 * with each. platform: domain-record-first
 */
export class Domain extends Construct {
  /** Address of the function, with a trailing slash. */
  readonly url: string;
  /** The host at which the domain's CNAME record has to point. platform: domain-cname, api-gateway-domain-cname */
  readonly recordTarget: string;

  constructor(scope: Construct, id: string, props: DomainProps) {
    super(scope, id);
    const { settings, entrance } = props;
    this.url = `https://${settings.name}/`;
    // The provider can change neither resource to another name: it fails, or looks for the former name. platform: domain-name-fixed
    const name = new StateRecord(this, 'name', { triggersReplace: { name: settings.name } });
    this.recordTarget =
      entrance.kind === 'function-url'
        ? this.bindToFunction(props, entrance, replacementTrigger(name))
        : this.bindToService(props, entrance, replacementTrigger(name));
  }

  private bindToFunction(
    { settings, region, verificationFunction }: DomainProps,
    { trigger }: Extract<HttpEntrance, { kind: 'function-url' }>,
    nameTrigger: string,
  ): string {
    new ScfCustomDomain(this, 'scf-custom-domain', {
      domain: settings.name,
      protocol: 'HTTPS',
      certConfig: { certificateId: settings.certificateId },
      endpointsConfig: [
        {
          namespace: 'default',
          functionName: verificationFunction.name,
          qualifier: verificationFunction.qualifier,
          // platform: domain-same-event
          pathMatch: '/*',
        },
      ],
      // The platform does not delete a Function URL that a domain uses. platform: domain-before-trigger
      dependsOn: [trigger],
      lifecycle: { replaceTriggeredBy: [nameTrigger, replacementTrigger(trigger)] },
    });
    // platform: user-info-reads
    const account = new DataTencentcloudUserInfo(this, 'account');
    return `${account.appId}.${region}.tencentscf.com`;
  }

  private bindToService(
    { settings }: DomainProps,
    { service, release }: Extract<HttpEntrance, { kind: 'api-gateway' }>,
    nameTrigger: string,
  ): string {
    new ApiGatewayCustomDomain(this, 'api-gateway-custom-domain', {
      serviceId: service.id,
      subDomain: settings.name,
      defaultDomain: service.outerSubDomain,
      protocol: 'https',
      netType: 'OUTER',
      certificateId: settings.certificateId,
      // Without a mapping of its own, the path of the address would begin with the stage. platform: api-gateway-domain-path
      isDefaultMapping: false,
      pathMappings: [`/#${release.environmentName}`],
      dependsOn: [release],
      lifecycle: { replaceTriggeredBy: [nameTrigger] },
    });
    return service.outerSubDomain;
  }
}
