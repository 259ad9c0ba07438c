import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * What the bundle has in place of packages that ioredis and Tencent Cloud's SDK load and never use here, by the name under
 * which they are loaded. What cannot happen says so, rather than doing something else in silence.
 */
const packages: Readonly<Record<string, string>> = {
  'node-fetch': `module.exports = require('./node-fetch').fetch`,
  // Used by the SDK for multipart requests, which no action of ours has.
  'form-data': `module.exports = class { constructor() { throw new Error('multipart requests are not in the bundle') } }`,
  'is-stream': 'module.exports = () => false',
  'get-stream': 'module.exports = {}',
  // Used by the SDK for HTTP_PROXY where a client has no agent; ours always have one.
  'https-proxy-agent': `module.exports = class { constructor() { throw new Error('proxies are not in the bundle') } }`,
  // Used by the SDK to write numbers beyond 2^53, which no request of ours has.
  'json-bigint': 'module.exports = () => JSON',
  uuid: `exports.v4 = require('node:crypto').randomUUID`,
  tslib: `
    exports.__importDefault = (module) => (module && module.__esModule ? module : { default: module });
    exports.__importStar = (module) => module`,
  // Used by ioredis to trace what it does.
  debug: 'exports.default = () => Object.assign(() => {}, { enabled: false })',
};

/** The same for parts of packages, by the end of their path. */
const files: Readonly<Record<string, string>> = {
  // The instance has one address, also in its cluster architecture.
  'ioredis/built/cluster/index.js': 'exports.default = class {}',
  'ioredis/built/connectors/SentinelConnector/index.js':
    'exports.default = class {}; exports.SentinelIterator = class {}',
  // Certificates of another vendor's cloud.
  'ioredis/built/constants/TLSProfiles.js': 'exports.default = {}',
};

/** The commands that the function and ioredis itself send; ioredis makes four methods out of each it knows. */
const commands = ['auth', 'select', 'eval', 'evalsha', 'info', 'client', 'hello', 'quit'];

/** What libphonenumber-js knows of numbers: for each country an array, whose fifth item says how numbers are written. */
interface NumberMetadata {
  readonly countries: Readonly<Record<string, unknown[]>>;
}
const formats = 4;

/** Replaces, in the bundle alone, what it would carry for nothing. */
export const shims: Plugin = {
  name: 'shims',
  setup(build) {
    const namespace = 'shim';
    build.onResolve({ filter: /^[\w-]+$/ }, ({ path }) => (path in packages ? { path, namespace } : undefined));
    build.onLoad({ filter: /./, namespace }, ({ path }) => ({ contents: packages[path] ?? '', resolveDir: __dirname }));
    build.onLoad({ filter: /[\\/]ioredis[\\/]built[\\/]/ }, ({ path }) => {
      const end = Object.keys(files).find((file) => path.replaceAll('\\', '/').endsWith(file));
      return end === undefined ? undefined : { contents: files[end] ?? '' };
    });
    build.onLoad({ filter: /[\\/]@ioredis[\\/]commands[\\/]built[\\/]commands\.json$/ }, async ({ path }) => {
      const known: Record<string, unknown> = JSON.parse(await readFile(path, 'utf8'));
      const kept = Object.fromEntries(commands.map((command) => [command, known[command]]));
      return { contents: JSON.stringify(kept), loader: 'json' };
    });
    build.onLoad({ filter: /[\\/]libphonenumber-js[\\/]metadata\.mobile\.json\.js$/ }, async ({ path }) => {
      const metadata: NumberMetadata = JSON.parse(await readFile(path.replace(/\.js$/, ''), 'utf8'));
      for (const country of Object.values(metadata.countries)) country[formats] = 0;
      return { contents: JSON.stringify(metadata), loader: 'json' };
    });
  },
};
