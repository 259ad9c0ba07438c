import type { Account } from '../account/account';
import { CloudError } from '../account/cloud-error';
import { checkAccess } from './access';
import type { ApiService, Result } from './action';
import type { ApiCall } from './api-server';
import { apiGatewayApi } from './services/api-gateway-actions';
import { camApi } from './services/cam-actions';
import { captchaApi } from './services/captcha-actions';
import { clsApi } from './services/cls-actions';
import { monitorApi } from './services/monitor-actions';
import { redisApi } from './services/redis-actions';
import { regionApi } from './services/region-actions';
import { scfApi } from './services/scf-actions';
import { securityGroupActions } from './services/security-group-actions';
import { smsApi } from './services/sms-actions';
import { sslApi } from './services/ssl-actions';
import { stsApi } from './services/sts-actions';
import { tagApi } from './services/tag-actions';
import { vpcActions } from './services/vpc-actions';

/** The services of the API, by the first part of their host name. */
export function createApiServices(account: Account): Readonly<Record<string, ApiService>> {
  return {
    sms: smsApi(account.sms),
    captcha: captchaApi(account.captcha),
    ssl: sslApi(account.certificates),
    sts: stsApi(account),
    cam: camApi(account),
    vpc: {
      version: '2017-03-12',
      actions: {
        ...vpcActions(account.vpc),
        ...securityGroupActions(account.securityGroups, account.securityGroupUsers),
      },
    },
    redis: redisApi(account.redis),
    scf: scfApi(account.scf, account.triggers, account.scfDomains, account.invokeFunction),
    apigateway: apiGatewayApi(account.gateway, account.gatewayDomains),
    cls: clsApi(account.cls),
    monitor: monitorApi(account.monitor),
    tag: tagApi(account.tagging),
    region: regionApi,
  };
}

/** Tencent Cloud's API in front of an account; throws a `CloudError` for what it refuses. */
export function createAccountApi(account: Account): (call: ApiCall) => Promise<Result> {
  const services = createApiServices(account);
  return async ({ service: name, action: actionName, version, region = '', secretId, parameters }) => {
    const service = services[name];
    if (service === undefined) {
      const known = Object.keys(services).sort().join(', ');
      throw new CloudError('InvalidAction', `The local cloud has no service ${name}; it has ${known}.`);
    }
    const calledAction = service.actions[actionName];
    if (calledAction === undefined) {
      throw new CloudError('InvalidAction', `The service ${name} has no action ${actionName}.`);
    }
    if (version !== service.version) {
      throw new CloudError('NoSuchVersion', `The version of ${name} is ${service.version}; found ${version}.`);
    }
    const credential = account.credentials.find(secretId);
    if (credential === undefined) throw new CloudError('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
    checkAccess(account, credential, { service: name, action: actionName });
    try {
      return await calledAction.answer(parameters, { credential, region });
    } finally {
      account.save();
    }
  };
}
