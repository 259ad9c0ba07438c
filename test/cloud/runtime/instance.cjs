'use strict';
// An instance of a function: the platform's side of the process that runs its code.
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const path = require('node:path');

/** Where the function's network leads: host and port to another host and port. */
let routes = [];

const routeOf = (host, port) =>
  routes.find(
    (route) =>
      route.port === Number(port) &&
      (route.host === host || (route.host.startsWith('*.') && host.endsWith(route.host.slice(1)))),
  );

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const normalized = Array.isArray(args[0]) ? args[0] : net._normalizeArgs(args);
  const { host = 'localhost', port } = normalized[0];
  const route = routeOf(host, port);
  // Packets to anywhere else are dropped: nothing happens until the program's own time-out.
  if (route === undefined) {
    this.connecting = true;
    return this;
  }
  Object.assign(normalized[0], { host: route.to.host, port: route.to.port });
  return connect.call(this, normalized);
};

// The other end of these routes speaks HTTP in place of HTTPS.
const request = https.request;
const agent = new http.Agent({ keepAlive: true });
https.request = (...args) => {
  const [url, options, callback] = args;
  const target = typeof url === 'string' || url instanceof URL ? new URL(url) : undefined;
  const given = target === undefined ? url : typeof options === 'function' ? {} : (options ?? {});
  const done = typeof options === 'function' ? options : callback;
  const host = given.hostname ?? given.host ?? target?.hostname;
  const port = given.port || target?.port || 443;
  if (!routeOf(host, port)?.tls) return request(...args);
  const headers = { host: target?.host ?? host, ...given.headers };
  const route = target && { path: target.pathname + target.search };
  return http.request({ ...route, ...given, protocol: 'http:', host, hostname: host, port, headers, agent }, done);
};

const [file, name] = (() => {
  const handler = process.argv[2];
  const dot = handler.lastIndexOf('.');
  return [handler.slice(0, dot), handler.slice(dot + 1)];
})();

let handler;

function load() {
  const loaded = require(path.resolve(`${file}.js`))[name];
  if (typeof loaded !== 'function') throw new Error(`${file}.js exports no function ${name}`);
  return loaded;
}

function fail(id, error) {
  process.send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

process.on('message', ({ id, event, context, environment, network }) => {
  routes = network;
  Object.assign(process.env, environment);
  try {
    handler ??= load();
    // A reply ends the invocation, whatever the function still has under way.
    const done = (error, value) => (error ? fail(id, error) : process.send({ id, reply: value ?? null }));
    const returned = handler(event, context, done);
    if (returned instanceof Promise || handler.length < 3) {
      Promise.resolve(returned).then(
        (value) => process.send({ id, reply: value ?? null }),
        (error) => fail(id, error),
      );
    }
  } catch (error) {
    fail(id, error);
  }
});
process.on('disconnect', () => process.exit(0));
