import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { projectRoot } from '../project-root';

/**
 * Shims for packages that ioredis and Tencent Cloud's SDK import, but that the function does not need in full, by package name.
 * The classes among them throw an error when they are used, so that a wrong assumption does not go unnoticed.
 * platform: sdk-unused-packages
 */
const packageShims: Readonly<Record<string, string>> = {
  'node-fetch': `module.exports = require('./node-fetch').fetch`,
  // The SDK uses it for multipart requests, which the function never sends.
  'form-data': `module.exports = class { constructor() { throw new Error('multipart requests are not in the bundle') } }`,
  'is-stream': 'module.exports = () => false',
  'get-stream': 'module.exports = {}',
  // The SDK uses it for HTTP_PROXY if a client has no agent. The function's clients always have one.
  'https-proxy-agent': `module.exports = class { constructor() { throw new Error('proxies are not in the bundle') } }`,
  // The SDK uses it to serialize numbers over 2^53, which the function never sends.
  'json-bigint': 'module.exports = () => JSON',
  uuid: `exports.v4 = require('node:crypto').randomUUID`,
  tslib: `
    exports.__importDefault = (module) => (module && module.__esModule ? module : { default: module });
    exports.__importStar = (module) => module`,
  // ioredis computes slots for its cluster client and its pipelines, which are not used.
  'cluster-key-slot': `module.exports = () => { throw new Error('hash slots are not in the bundle') }`,
  // ioredis uses it for its debug output.
  debug: 'exports.default = () => Object.assign(() => {}, { enabled: false })',
};

/** Shims for single files of packages, by the end of their path. */
const fileShims: Readonly<Record<string, string>> = {
  // The cluster client of ioredis is not used: an instance has a single address, even in the cluster architecture.
  // platform: redis-auth-and-port
  'ioredis/built/cluster/index.js': 'exports.default = class {}',
  'ioredis/built/connectors/SentinelConnector/index.js':
    'exports.default = class {}; exports.SentinelIterator = class {}',
  // The function sends single commands: no pipelines, no transactions, and no commands that send fields in advance (HIMPORT).
  'ioredis/built/Pipeline.js': `exports.default = class {
    constructor() { throw new Error('pipelines are not in the bundle') }
  }`,
  'ioredis/built/autoPipelining.js': 'exports.shouldUseAutoPipelining = () => false',
  'ioredis/built/transaction.js': 'exports.addTransactionSupport = () => {}',
  'ioredis/built/himport/HimportCoordinator.js': `
    exports.hasHimportCoordinator = Symbol('hasHimportCoordinator');
    exports.cloneHimportFieldsets = exports.getHimportBinding = () => undefined;
    exports.isInternalHimportCommand = () => false`,
  // Certificates of Redis Cloud, which is another vendor's service.
  'ioredis/built/constants/TLSProfiles.js': 'exports.default = {}',
  // The SDK uses it for replies that are streams of events, which neither API sends.
  'tencentcloud/common/sse_response_model.js': `exports.SSEResponseModel = class {
    constructor() { throw new Error('streams of events are not in the bundle') }
  }`,
};

/** The Redis commands that the function and ioredis send. ioredis defines four methods for each command that it knows. */
const redisCommands = ['auth', 'select', 'eval', 'evalsha', 'time', 'info', 'client', 'hello', 'quit'];

/** Metadata of libphonenumber-js: an array for each country, whose fifth item contains the formats for display. */
interface NumberMetadata {
  readonly countries: Readonly<Record<string, unknown[]>>;
}
const formatsIndex = 4;

/** An esbuild plugin that replaces or removes unused parts of packages. It has no effect outside of the bundle. */
export const shims: Plugin = {
  name: 'shims',
  setup(build) {
    const namespace = 'shim';
    build.onResolve({ filter: /^[\w-]+$/ }, ({ path }) => (path in packageShims ? { path, namespace } : undefined));
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: packageShims[path] ?? '',
      resolveDir: join(projectRoot, 'infra', 'function-bundle'),
    }));
    build.onLoad({ filter: /[\\/](?:ioredis[\\/]built|tencentcloud[\\/]common)[\\/]/ }, ({ path }) => {
      const end = Object.keys(fileShims).find((file) => path.replaceAll('\\', '/').endsWith(file));
      return end === undefined ? undefined : { contents: fileShims[end] ?? '' };
    });
    build.onLoad({ filter: /[\\/]@ioredis[\\/]commands[\\/]built[\\/]commands\.json$/ }, async ({ path }) => {
      const known: Record<string, unknown> = JSON.parse(await readFile(path, 'utf8'));
      const kept = Object.fromEntries(redisCommands.map((command) => [command, known[command]]));
      return { contents: JSON.stringify(kept), loader: 'json' };
    });
    build.onLoad({ filter: /[\\/]libphonenumber-js[\\/]metadata\.mobile\.json\.js$/ }, async ({ path }) => {
      const metadata: NumberMetadata = JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8'));
      for (const country of Object.values(metadata.countries)) country[formatsIndex] = 0;
      // V8 reads JSON in a text several times as fast as a literal of the same size.
      const text = JSON.stringify(JSON.stringify(metadata));
      return { contents: `export default JSON.parse(${text})`, loader: 'js' };
    });
  },
};
