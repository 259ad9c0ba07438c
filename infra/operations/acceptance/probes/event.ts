import type { EventShape, SeenEvent } from '../deployed-function';
import type { HttpRequest } from '../http-client';
import { type Answer, type Probe, verdict } from '../probe';

/** Bytes that are not valid UTF-8. */
const binary = Buffer.from([0xff, 0xfe, 0x00, 0x80]);

/** Headers that the requests themselves have. */
const sentHeaders = ['connection', 'content-length', 'content-type', 'host', 'x-acceptance'];

/**
 * What the events of HTTP requests look like.
 * platform: event-repeated-parameter, event-body-base64, event-shape, query-decoding
 */
export const eventProbe: Probe = {
  decides: ['event-repeated-parameter', 'event-body-base64', 'event-shape', 'query-decoding'],
  async run({ deployed }) {
    const observe = async (request: HttpRequest) => (await deployed.observe(request)).event;
    const get = await observe({ query: 'once=1&twice=1&twice=2' });
    const named = await observe({ query: 'a+b=1&c%20d=2&%E4%BD%A0=3&plain=%E5%A5%BD' });
    const bare = await observe({});
    const post = await observe({ method: 'POST', body: 'a=1', headers: { 'content-type': 'text/plain' } });
    const bytes = await observe({ method: 'POST', body: binary, headers: { 'content-type': 'text/plain' } });

    const names = Object.keys(queryOf(named));
    const { headers = {}, httpMethod, path, body } = post;
    const isLowerCase = Object.keys(headers).every((name) => name === name.toLowerCase());
    const isShape =
      httpMethod === 'string' && path === 'string' && body === 'string' && isObject(get.queryString) && isLowerCase;
    const twice = describe(queryOf(get).twice);
    const base64 = describe(bytes.isBase64Encoded);
    return {
      answers: {
        'event.fields': typesOf(get),
        'event.fields-without-query': typesOf(bare),
        'event.fields-with-body': typesOf(post),
        'event.headers': Object.keys(get.headers ?? {})
          .filter((name) => !sentHeaders.includes(name.toLowerCase()))
          .sort(),
        'event.request-context': Object.keys(get.requestContext ?? {}).sort(),
        'event.repeated-parameter': twice,
        'event.query-names': names,
        'event.binary-body': { body: describe(bytes.body), isBase64Encoded: base64 },
      },
      verdicts: [
        verdict('event-shape', {
          holds: isShape,
          found: `${Object.entries(typesOf(post))
            .map(([name, type]) => `${name}: ${type}`)
            .join(', ')}; ${
            isLowerCase ? 'names of headers are in lower case' : 'names of headers are not all in lower case'
          }; queryString of a GET: ${describe(get.queryString)}`,
        }),
        verdict('event-repeated-parameter', {
          holds: twice === 'array',
          found: `a repeated parameter arrives as ${twice}`,
        }),
        verdict('event-body-base64', {
          holds: base64 === 'true',
          found: `a binary body arrives as ${describe(bytes.body)}, isBase64Encoded: ${base64}`,
        }),
        verdict('query-decoding', {
          holds: ['a b', 'c d', '你', 'plain'].every((name) => names.includes(name)),
          found: `the names "a+b", "c%20d" and "%E4%BD%A0" arrive as ${JSON.stringify(names)}`,
        }),
      ],
    };
  },
};

const isObject = (shape: EventShape | undefined): shape is SeenEvent['event'] =>
  typeof shape === 'object' && !Array.isArray(shape);

const describe = (shape: EventShape | undefined): string =>
  shape === undefined ? 'nothing' : typeof shape === 'string' ? shape : Array.isArray(shape) ? 'array' : 'object';

const queryOf = ({ queryString }: SeenEvent['event']) => (isObject(queryString) ? queryString : {});

/** The types of the event's own fields, sorted by name. */
function typesOf(event: SeenEvent['event']): Readonly<Record<string, Answer>> {
  const entries = Object.entries(event).map(([name, shape]) => [name, describe(shape)]);
  return Object.fromEntries(entries.sort());
}
