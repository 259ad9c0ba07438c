'use strict';

const given = { ...process.env };

/** Puts the execution role's temporary keys of this moment into the environment. */
exports.useCredentials = (credentials) => {
  set('TENCENTCLOUD_SECRETID', credentials?.secretId);
  set('TENCENTCLOUD_SECRETKEY', credentials?.secretKey);
  set('TENCENTCLOUD_SESSIONTOKEN', credentials?.token);
};

function set(name, value = given[name]) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
