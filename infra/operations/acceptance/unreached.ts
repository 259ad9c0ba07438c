/** Why no probe decides an open claim of docs/platform.md. Each name is a row. */
export const unreached: Readonly<Record<string, string>> = {
  'frozen-when-idle': 'the function stands both, and from outside neither shows',
  'role-credentials-change': 'it would take the hours for which the credentials of an instance are valid',

  'function-in-failed-zone': 'it would take a zone that fails',
  'function-deletes-triggers': 'it would take deleting the function',
  'security-group-in-use': 'it would take an attempt to delete the security group of Redis',
  'security-group-none': 'it would take an instance without a security group, which the stack refuses',
  'cam-cascade': 'it would take deleting the role',
  'redis-password-reset': 'it would take another password of Redis',
  'redis-capacity': 'it would take a load that disturbs the users of the environment',
  'api-gateway-failed-invocation': 'it would take a function that fails',
  'invoke-failure': 'it would take a function that fails',

  'alarm-receiver-contacts': 'it would take a contact of the account who is no user',
  'alarm-webhook-read-back':
    'it would take webhooks that the environment need not have; the plan after a deployment with them shows it',
  'monitor-dimensions': 'it would take an alarm that is raised',
  'monitor-dimensions-read-back': 'the plan after the deployment shows it',
  'monitor-metrics':
    'it would take rights to list metrics, which a deployment needs not; a metric that does not exist is refused',
  'monitor-notice-read-back': 'the plan after the deployment shows it',
  'monitor-robots': 'it would take an alarm that is raised, and a group',
  'api-gateway-closed': 'it would take an account that never bought API Gateway',
  'expired-token-code': 'it would take keys that have expired',

  'domain-same-event': 'only an environment with a domain shows it: every probe then calls the function by its domain',
  'function-url-new-address': 'only the first deployment shows it: make smoke waits for the address',
  'api-gateway-names': 'it would take services with other names',
  'function-url-paths': 'the keys are at ?method=jwks, too, which clients use',
  'cam-pass-role': 'it would take a deployment by somebody who may not pass roles',
  'cam-oidc-trust': 'only a job of GitHub has an identity; one that is refused prints it',
  'cam-security-groups-are-cvm': 'it would take a deployment by somebody with the policy of infra/policies alone',
  'finance-trade': 'it would take a purchase by somebody who may not trade',
  'tags-by-key':
    'only a sweep of an environment that has untagged parts, or strangers in its VPC, asks for tags by their key',
  'terraform-version': 'it would take deployments with each older version',
  'what-is-billed': 'the bill shows it, on the next day',

  'sms-day': 'it would take all messages of a number and a day, on both sides of midnight',
  'sms-delivery-frequency': 'it would take messages until the platform refuses them',
  'sms-interval-default': 'the function itself waits for 30 seconds',
  'sms-package-life': 'it would take a package that has just expired',
  'sms-template-listed': 'it would take an application without templates',
  'sms-package-mainland': 'it would take an account without a package',
  'sms-regions': 'it would take messages from each region',
  'sms-same-content-code': 'no two codes are the same',
  'sms-sign-of-other-kind': 'it would take a message to another country with the signature of the mainland',
  'sms-sign-refusal-codes': 'it would take requests for signatures that are meant to be refused',
  'sms-statistics-hours': 'it would take a message in an hour in which nobody else has one sent',
  'sms-template-form': 'it would take requests for templates that are meant to be refused',
  'captcha-hosts': 'it would take a browser, and a captcha application of the account',
};
