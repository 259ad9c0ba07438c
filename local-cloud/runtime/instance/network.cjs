'use strict';

// Redirects the function's TCP connections according to the routes. It prevents accidental access to the network; it is
// not a sandbox for hostile code.

const net = require('node:net');
const tls = require('node:tls');

const { connect } = net.Socket.prototype;
const { connect: connectTls } = tls;

let routes = [];

/** Replaces all routes. */
exports.useRoutes = (newRoutes) => {
  routes = newRoutes;
};

net.Socket.prototype.connect = function (...args) {
  const [options, listener] = readArguments(args);
  const route = findRoute(options, false);
  if (route !== undefined) return connect.call(this, { ...options, ...withoutAddressOptions, ...route.to }, listener);
  // Behaves as if a firewall dropped the packets: the socket stays in the state `connecting`.
  if (typeof listener === 'function') this.once('connect', listener);
  this.connecting = true;
  return this;
};

// All HTTPS clients call this function, with any agent. The plain socket that it returns claims to be a TLS socket.
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

/** Resets the options that apply to the original address only. */
const withoutAddressOptions = { family: undefined, lookup: undefined, localAddress: undefined, localPort: undefined };

/** Reads (options, listener), (port, host, listener), (path, listener) and tls's (port, host, options, listener). */
function readArguments(args) {
  const [first, second] = args;
  // net passes arguments that it has normalized already as an array.
  if (Array.isArray(first)) return first;
  const options = Object.assign({}, ...args.filter((argument) => typeof argument === 'object'));
  if (typeof first !== 'object') {
    if (/^\d+$/.test(first)) options.port = first;
    else options.path = first;
    if (typeof second === 'string') options.host = second;
  }
  return [options, args.findLast((argument) => typeof argument === 'function')];
}

/** @param usesTls whether to search the routes that terminate TLS */
function findRoute({ host, port, path }, usesTls) {
  if (path !== undefined && path !== null) return undefined;
  const candidates = routes.filter((route) => (route.tls ?? false) === usesTls && route.port === Number(port));
  return candidates.find((route) => matches(host ?? 'localhost', route.host));
}

function matches(host, pattern) {
  const name = host.toLowerCase();
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1).toLowerCase()) : name === pattern.toLowerCase();
}
