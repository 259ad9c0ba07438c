import { beforeAll, describe } from 'vitest';
import { hasRedisServer } from '../../../local-cloud/process/redis-server';
import { memoryBackend } from './backend';
import { describeGames } from './describe-games';
import { startRedisBackend } from './redis-backend';

describeGames('the memory store', () => memoryBackend);

describe.skipIf(!hasRedisServer)('With a real Redis', () => {
  let backend: Awaited<ReturnType<typeof startRedisBackend>>;
  beforeAll(async () => {
    backend = await startRedisBackend();
    return () => backend.stop();
  });

  describeGames('the Redis store', () => backend);
});
