import { isOwnRedis } from '../../../settings/shared-infrastructure';
import { sampleLogin } from '../../sample-login';
import { requestEvent } from '../deployed-function';
import { confirmed, notReached, type Probe, refuted } from '../probe';

const name = 'redis-commands';

/** Whether Redis runs the function's scripts: a login is one. platform: redis-commands */
export const redisProbe: Probe = {
  decides: [name],
  async run({ deployed, settings }) {
    const { codeStore } = settings;
    if (codeStore === 'memory') return { verdicts: [notReached(name, 'the environment stores codes in memory')] };
    const { body } = await deployed.invoke(requestEvent({ method: 'login', ...sampleLogin(settings) }));
    const runs = body.includes('"CodeHasExpired"');
    const version = isOwnRedis(codeStore) ? codeStore.version : 'of another environment or owner';
    const found = `on Redis ${version}, AUTH, EVALSHA and TIME ${runs ? 'are allowed' : `end with ${body}`}`;
    if (!runs) return { verdicts: [refuted(name, found)] };
    return {
      verdicts: [
        version === '4.0'
          ? notReached(name, `${found}; whether scripts may call redis.replicate_commands does not show`)
          : confirmed(name, found),
      ],
    };
  },
};
