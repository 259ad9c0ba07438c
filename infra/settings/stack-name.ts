const prefix = 'sms-verification-';

/** Name of an environment's stack, and the default name of its resources. */
export const stackNameOf = (environment: string): string => `${prefix}${environment}`;

/** The name of a stack's environment, or `undefined` if the stack is not one of ours. */
export const environmentOf = (stack: string): string | undefined =>
  stack.startsWith(prefix) ? stack.slice(prefix.length) : undefined;

/** Name of a stack's API Gateway service, which has no hyphens. platform: api-gateway-names */
export const gatewayServiceNameOf = (stack: string): string => stack.replaceAll('-', '_');
