/**
 * Lifetime of the credentials of a CI job in seconds: two hours, longer than the time-out of a job that deploys. The role must
 * allow sessions of that length. platform: sts-lifetime
 */
export const credentialsLifetimeSeconds = 7200;
