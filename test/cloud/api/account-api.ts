import type { Account } from '../account/account';
import { CloudError } from '../account/cloud-error';
import type { ApiService, Result } from './action';
import type { ApiCall } from './api-server';
import { camApi } from './services/cam';
import { captchaApi } from './services/captcha';
import { smsApi } from './services/sms';
import { stsApi } from './services/sts';

/** Actions that everybody may call. */
const free = new Set(['sts:GetCallerIdentity']);

/** Tencent Cloud's API in front of an account; throws a `CloudError` for what it refuses. */
export function createAccountApi(account: Account, appId: string): (call: ApiCall) => Result {
  const services: Readonly<Record<string, ApiService>> = {
    sms: smsApi(account.sms),
    captcha: captchaApi(account.captcha),
    sts: stsApi(account, appId),
    cam: camApi(account.cam),
  };

  return ({ service: name, action: actionName, version, region, secretId, parameters }) => {
    const service = services[name];
    const called = service?.actions[actionName];
    if (service === undefined || called === undefined) {
      throw new CloudError('InvalidAction', `There is no action ${actionName} in the service ${name}.`);
    }
    if (version !== service.version) {
      throw new CloudError('NoSuchVersion', `The version of ${name} is ${service.version}; found ${version}.`);
    }
    const credential = account.credentials.find(secretId);
    if (credential === undefined) throw new CloudError('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
    const { roleName } = credential;
    const right = `${name}:${actionName}`;
    if (roleName !== undefined && !free.has(right) && !account.cam.allows(roleName, right)) {
      throw new CloudError(
        'AuthFailure.UnauthorizedOperation',
        `The role ${roleName} has no policy that allows ${right}.`,
      );
    }
    try {
      return called.answer(parameters, { credential, region });
    } finally {
      account.save();
    }
  };
}
