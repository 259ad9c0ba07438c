import type { Handler } from '../../../function/http/handler';
import type { ReceivedReply } from '../../support/contract';

/** The calls that one process makes to its copy of the bundle, all at the same moment. */
export interface RaceTask {
  readonly calls: readonly Readonly<Record<string, string>>[];
  /** Milliseconds since 1970 at which all processes begin. */
  readonly startAt: number;
}

/** The reply to one call. */
export interface RaceReply {
  readonly method: string | undefined;
  readonly reply: ReceivedReply;
}

// contract: the parent process compares the replies.
const { main_handler: handle } = require(process.env.CODE_FILE ?? '') as { main_handler: Handler };

process.on('message', async ({ calls, startAt }: RaceTask) => {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, startAt - Date.now() - 2)));
  while (Date.now() < startAt);
  const replies = calls.map(async (queryString) => {
    const { statusCode, headers, body } = await handle({ httpMethod: 'GET', queryString }, {});
    return { method: queryString.method, reply: { status: statusCode, headers, body } } satisfies RaceReply;
  });
  process.send?.(await Promise.all(replies));
});
process.send?.('ready');
