/** Name of an environment's stack, and of its resources that are not called otherwise. */
export const stackNameOf = (environment: string): string => `sms-verification-${environment}`;
