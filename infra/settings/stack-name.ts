/** Name of an environment's stack, and the default name of its resources. */
export const stackNameOf = (environment: string): string => `sms-verification-${environment}`;
