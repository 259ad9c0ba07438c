import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisServer } from '../../../local-cloud/process/redis-server';
import type { expectDocumented } from '../../support/contract';
import type { RaceReply, RaceTask } from '../races/racer';

type Fields = Readonly<Record<string, string>>;
type Reply = { readonly codeStr: string; readonly handle?: string };

/** An instance of a function in a process of its own, which prints its messages. */
export interface Instance {
  /** Makes calls at the same time, and returns the bodies of their replies, which the contract describes. Only one `call` may be under way. */
  call(...calls: readonly Fields[]): Promise<readonly Reply[]>;
  /** Waits for the newest code that this instance sent to a number. */
  codeOf(phone: string): Promise<string>;
  stop(): void;
}

export interface InstanceOptions {
  readonly codeFile: string;
  readonly redis: RedisServer;
  /** Environment variables. */
  readonly settings: Readonly<Record<string, string>>;
  /** Compares replies with the contract of the function. @default - it has none */
  readonly expectDocumented?: typeof expectDocumented | undefined;
}

/** Starts an instance, and waits until it is ready. */
export async function startInstance({
  codeFile,
  redis,
  settings,
  expectDocumented,
}: InstanceOptions): Promise<Instance> {
  const child = fork(join(__dirname, '../races/racer.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      ...process.env,
      CODE_FILE: codeFile,
      REDIS_HOST: redis.host,
      REDIS_PORT: String(redis.port),
      REDIS_PASSWORD: redis.password,
      SMS_SENDER: 'console',
      ...settings,
    },
  });
  const messages: Array<{ readonly phone: string; readonly code: string }> = [];
  child.stdout?.on('data', (text: Buffer) => {
    for (const [, phone = '', code = ''] of text.toString().matchAll(/SMS to \+(\d+): \D*(\d{6})/g)) {
      messages.push({ phone, code });
    }
  });
  await once(child, 'message');

  return {
    async call(...calls) {
      const reply = once(child, 'message');
      child.send({ calls, startAt: 0 } satisfies RaceTask);
      const [replies] = (await reply) as [readonly RaceReply[]];
      return replies.map(({ method, reply }): Reply => {
        expectDocumented?.({ httpMethod: 'GET', method }, reply);
        return JSON.parse(reply.body);
      });
    },
    async codeOf(phone) {
      for (;;) {
        const code = messages.findLast((message) => message.phone === phone)?.code;
        if (code !== undefined) return code;
        await sleep(2);
      }
    },
    stop: () => child.kill('SIGKILL'),
  };
}
