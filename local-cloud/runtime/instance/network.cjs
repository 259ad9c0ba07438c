'use strict';

// Leads the function's connections to where the routes say. This keeps a demo from reaching the world by accident; it is
// no cage for hostile code, and covers TCP alone.

const net = require('node:net');
const tls = require('node:tls');

const { connect } = net.Socket.prototype;
const { connect: connectTls } = tls;

let routes = [];

/** Replaces the table of what can be reached. */
exports.useRoutes = (table) => {
  routes = table;
};

net.Socket.prototype.connect = function (...args) {
  const [options, listener] = readArguments(args);
  const route = findRoute(options, false);
  if (route !== undefined) return connect.call(this, { ...options, ...anyWay, ...route.to }, listener);
  // As when packets are dropped on the way: it is connecting for as long as the program waits.
  if (typeof listener === 'function') this.once('connect', listener);
  this.connecting = true;
  return this;
};

// All that speaks HTTPS comes through here, whatever agent it has. The plain connection says that it is a secure one.
tls.connect = (...args) => {
  const [options, listener] = readArguments(args);
  const route = options.socket === undefined ? findRoute(options, true) : undefined;
  if (route === undefined) return connectTls(...args);
  const { signal, timeout } = options;
  const socket = Object.assign(new net.Socket({ signal }), { encrypted: true, authorized: true, alpnProtocol: false });
  if (timeout) socket.setTimeout(timeout);
  if (typeof listener === 'function') socket.once('secureConnect', listener);
  return connect.call(socket, route.to, () => socket.emit('secureConnect'));
};

/** Options that belong to the address that was asked for, not to the one that is used. */
const anyWay = { family: undefined, lookup: undefined, localAddress: undefined, localPort: undefined };

/** Reads (options, listener), (port, host, listener), (path, listener) and tls's (port, host, options, listener). */
function readArguments(args) {
  const [first, second] = args;
  // What net has read already, it hands on in an array.
  if (Array.isArray(first)) return first;
  const options = Object.assign({}, ...args.filter((argument) => typeof argument === 'object'));
  if (typeof first !== 'object') {
    if (/^\d+$/.test(first)) options.port = first;
    else options.path = first;
    if (typeof second === 'string') options.host = second;
  }
  return [options, args.findLast((argument) => typeof argument === 'function')];
}

/** @param speaksTls whether to look for the routes that take the TLS off */
function findRoute({ host, port, path }, speaksTls) {
  if (path !== undefined && path !== null) return undefined;
  const candidates = routes.filter((route) => (route.tls ?? false) === speaksTls && route.port === Number(port));
  return candidates.find((route) => matches(host ?? 'localhost', route.host));
}

function matches(host, pattern) {
  const name = host.toLowerCase();
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1).toLowerCase()) : name === pattern.toLowerCase();
}
