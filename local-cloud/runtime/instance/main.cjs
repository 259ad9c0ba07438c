'use strict';

// Entry point of an instance process: receives requests from the runtime, calls the handler, and sends the responses.

const { join } = require('node:path');
const { inspect } = require('node:util');
const { useCredentials } = require('./credentials.cjs');
const { useRoutes } = require('./network.cjs');

const send = process.send.bind(process);
// Hides the channel to the runtime from the function.
process.send = undefined;
process.disconnect = undefined;
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

let handle;

process.on('message', async (request) => {
  useRoutes(request.routes);
  useCredentials(request.credentials);
  try {
    if (request.kind === 'load') {
      handle = load(request.handler);
      send({ kind: 'loaded' });
    } else {
      send({ kind: 'reply', json: JSON.stringify(await call(request)) ?? 'null' });
    }
  } catch (error) {
    const stack = (error instanceof Error && error.stack) || inspect(error);
    process.stderr.write(`${stack}\n`);
    send({ kind: 'thrown', stack });
  }
});

function load(handler) {
  const dot = handler.lastIndexOf('.');
  const name = handler.slice(dot + 1);
  const code = require(join(process.cwd(), handler.slice(0, dot)));
  if (typeof code?.[name] !== 'function') throw new TypeError(`${handler} is not a function`);
  return (...args) => code[name](...args);
}

// Replies as soon as the handler settles, as the platform does with callbackWaitsForEmptyEventLoop = false. The default,
// true, also waits until the event loop is empty: with a connection that is kept open, that would be forever. platform: handler-promise
function call({ event, context }) {
  return new Promise((resolve, reject) => {
    const settle = (error, reply) => (error === null || error === undefined ? resolve(reply) : reject(error));
    const returned = handle(event, context, settle);
    if (returned !== undefined) Promise.resolve(returned).then(resolve, reject);
  });
}
