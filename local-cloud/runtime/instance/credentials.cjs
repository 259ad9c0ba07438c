'use strict';

const initialEnvironment = { ...process.env };

/**
 * Sets the process environment's variables for the execution role's current temporary credentials.
 * platform: role-credentials-in-environment, role-credentials-change
 */
exports.useCredentials = (credentials) => {
  set('TENCENTCLOUD_SECRETID', credentials?.secretId);
  set('TENCENTCLOUD_SECRETKEY', credentials?.secretKey);
  set('TENCENTCLOUD_SESSIONTOKEN', credentials?.token);
};

function set(name, value = initialEnvironment[name]) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
