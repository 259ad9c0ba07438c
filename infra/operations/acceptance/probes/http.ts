import { type HttpReply, isLoopback } from '../http-client';
import { notReached, type Probe, type Verdict, verdict } from '../probe';

/** Longer than the function reads (64 kB), and shorter than the platform's limit (6 MB). */
const longBody = 100_000;

/**
 * What becomes of unusual requests and of the function's headers on their way.
 * platform: options-reaches-function, head-reaches-function, reply-headers-arrive, body-limit, api-gateway-paths-below
 */
export const httpProbe: Probe = {
  decides: [
    'options-reaches-function',
    'head-reaches-function',
    'reply-headers-arrive',
    'long-body-reaches-function',
    'api-gateway-paths-below',
  ],
  async run({ http, settings: { trigger, corsOrigins } }) {
    const own = new URL(http.address).origin;
    // The local cloud answers no page of another site, whatever the function allows.
    const [origin = own] = corsOrigins.filter((one) => one !== '*' && (isLoopback(one) || !isLoopback(own)));
    const preflight = await http.send({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    const head = await http.send({ method: 'HEAD' });
    const get = await http.send({ query: 'method=getSms', headers: { origin } });
    const long = await http.send({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `method=getSms&phone=${'1'.repeat(longBody)}`,
    });
    const allowsOrigin = corsOrigins.some((one) => one === '*' || one === origin);
    const ownHeaders = ['content-type', 'cache-control', ...(allowsOrigin ? ['access-control-allow-origin'] : [])];
    const arrived = ownHeaders.filter((name) => get.headers[name] !== undefined);
    return {
      answers: {
        'reply.options': { status: preflight.status, allow: preflight.headers.allow ?? null },
        'reply.head': { status: head.status, bodyBytes: head.body.length },
        'reply.get': {
          status: get.status,
          'content-type': get.headers['content-type'] ?? null,
          'cache-control': get.headers['cache-control'] ?? null,
        },
        'reply.long-body': codeOf(long),
      },
      verdicts: [
        verdict('options-reaches-function', {
          holds: preflight.status === 200 && preflight.headers.allow?.includes('POST'),
          found: `OPTIONS is answered with ${preflight.status}, Allow: ${preflight.headers.allow ?? 'nothing'}`,
        }),
        verdict('head-reaches-function', {
          holds: head.status === 405 && head.body === '',
          found: `HEAD is answered with ${head.status} and ${head.body.length} bytes; the function answers 405`,
        }),
        verdict('reply-headers-arrive', {
          holds: arrived.length === ownHeaders.length,
          found: `of ${ownHeaders.join(', ')}, there arrive ${arrived.join(', ') || 'none'}`,
        }),
        verdict('long-body-reaches-function', {
          holds: codeOf(long) === '413 InValidParam',
          found: `a body of 100 kB is answered with ${codeOf(long)}; the function answers 413`,
        }),
        await pathsBelow(),
      ],
    };

    async function pathsBelow(): Promise<Verdict> {
      const name = 'api-gateway-paths-below';
      if (trigger !== 'api-gateway') return notReached(name, 'the environment is behind a Function URL');
      const below = codeOf(await http.send({ path: 'a/b', query: 'method=getSms' }));
      return verdict(name, { holds: below === '400 InValidParam', found: `a path below is answered with ${below}` });
    }
  },
};

/** HTTP status and `codeStr` of a reply. */
function codeOf({ status, body }: HttpReply): string {
  const [, codeStr = 'without a codeStr'] = /"codeStr":"([\w.]+)"/.exec(body) ?? [];
  return `${status} ${codeStr}`;
}
