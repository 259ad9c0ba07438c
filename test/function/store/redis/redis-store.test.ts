import { Redis } from 'ioredis';
import { beforeAll, describe } from 'vitest';
import * as connection from '../../../../function/store/redis/redis-connection';
import * as store from '../../../../function/store/redis/redis-store';
import { hasRedisServer, type RedisServer, startRedisServer } from '../../../../local-cloud/process/redis-server';
import { loadBundled } from '../../../support/load-bundled';
import { type CreateStore, describeCodeStore } from '../code-store-contract';
import { describeGuard } from '../guard-contract';
import { describeNumberState } from '../number-state-contract';
import { describeTestNumbers } from '../test-number-contract';

type Modules = typeof connection & typeof store;
const written = async (): Promise<Modules> => ({ ...connection, ...store });
const bundled = () => loadBundled<Modules>('function/store/redis/redis-connection', 'function/store/redis/redis-store');

describe.skipIf(!hasRedisServer).each([
  { architecture: 'standard', form: 'as written', load: written },
  { architecture: 'cluster', form: 'as written', load: written },
  { architecture: 'cluster', form: 'with a key prefix', load: written, keyPrefix: 'pr-42:' },
  { architecture: 'standard', form: 'as bundled', load: bundled },
])('The Redis store, $architecture architecture, $form', ({ architecture, form, load, keyPrefix = '' }) => {
  let server: RedisServer;
  let admin: Redis;
  let modules: Modules;

  beforeAll(async () => {
    modules = await load();
    server = await startRedisServer({ password: 'pass word/1', cluster: architecture === 'cluster' });
    admin = new Redis({ port: server.port, password: server.password, protocol: 2 });
    return async () => {
      admin.disconnect();
      await server.stop();
    };
  });

  const createStore: CreateStore = async (rules, now) => {
    await admin.flushall();
    return modules.createRedisStore(modules.createRedisConnection({ ...server, keyPrefix }), rules, now);
  };
  describeCodeStore(createStore);
  describeNumberState(createStore);
  // The scenarios are long, and so are played in one of the forms.
  if (architecture === 'standard' && form === 'as bundled') describeGuard(createStore);
  if (architecture === 'standard' || keyPrefix !== '') describeTestNumbers(createStore);
});
