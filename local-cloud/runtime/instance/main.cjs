'use strict';

// The first program of every function's process: it waits for questions of the runtime, and has the function answer them.

const { join } = require('node:path');
const { inspect } = require('node:util');
const { useCredentials } = require('./credentials.cjs');
const { useRoutes } = require('./network.cjs');

const send = process.send.bind(process);
// The function has no parent that it could talk to.
process.send = undefined;
process.disconnect = undefined;
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

let handle;

process.on('message', async (question) => {
  useRoutes(question.routes);
  useCredentials(question.credentials);
  try {
    if (question.kind === 'load') {
      handle = load(question.handler);
      send({ kind: 'loaded' });
    } else {
      send({ kind: 'reply', json: JSON.stringify(await call(question)) ?? 'null' });
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

// Replies as soon as the handler settles, as the platform does with callbackWaitsForEmptyEventLoop = false. Its default
// waits for open connections as well; nothing here needs that, and kept connections would make it wait for ever.
function call({ event, context }) {
  return new Promise((resolve, reject) => {
    const settle = (error, reply) => (error === null || error === undefined ? resolve(reply) : reject(error));
    const returned = handle(event, context, settle);
    if (returned !== undefined) Promise.resolve(returned).then(resolve, reject);
  });
}
