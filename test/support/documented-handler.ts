import { readEvent } from '../../function/http/event';
import { readFields } from '../../function/http/fields';
import type { Handler } from '../../function/http/handler';
import type { Reply } from '../../function/http/reply';
import { expectDocumented } from './contract';

/** Returns a handler that fails if the contract does not describe its reply. */
export function documented(handle: Handler): Handler {
  return async (event, context) => {
    const reply = await handle(event, context);
    expectContract(event, reply);
    return reply;
  };
}

/** Expects that the contract describes the reply to an HTTP request. Other events, such as those of `Invoke`, are none of the contract's. */
export function expectContract(event: unknown, { statusCode, headers, body }: Reply): void {
  if (typeof event !== 'object' || event === null || !('httpMethod' in event)) return;
  const http = readEvent(event, undefined);
  const reading = readFields(http);
  const method = 'fields' in reading ? reading.fields.method : undefined;
  // What is no HTTP method counts as GET.
  expectDocumented(
    { httpMethod: http.method || 'GET', method, path: http.path },
    { status: statusCode, headers, body },
  );
}
