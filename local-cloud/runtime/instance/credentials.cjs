'use strict';

const initialEnvironment = { ...process.env };

/** Sets the process environment's variables for the execution role's current temporary credentials. */
exports.useCredentials = (credentials) => {
  set('TENCENTCLOUD_SECRETID', credentials?.secretId);
  set('TENCENTCLOUD_SECRETKEY', credentials?.secretKey);
  set('TENCENTCLOUD_SESSIONTOKEN', credentials?.token);
};

function set(name, value = initialEnvironment[name]) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
