import { corsHeaders, preflightHeaders } from '../../../../function/http/cors';
import { type DocumentedReply, preflightReply } from './documented-replies';
import type { JsonSchema } from './json-schema';
import { replyFields, replyHeaders } from './reply-fields';

const json = 'application/json';

const origin = 'https://app.example.com';
/** The headers for pages of other origins. No reply has to have them. */
const pageHeaders = Object.keys(corsHeaders(origin, [origin]));

/** Returns the schema of each outcome's body. */
export function outcomeSchemas(replies: readonly DocumentedReply[]): Record<string, JsonSchema> {
  const names = [...new Set(replies.map(({ outcome }) => outcome))];
  return Object.fromEntries(
    names.map((name) => {
      const own = replies.filter(({ outcome }) => outcome === name);
      const [first] = own;
      if (first === undefined) return [name, {}];
      const fields = [...new Set(own.flatMap(({ body }) => Object.keys(body)))];
      return [
        name,
        {
          type: 'object',
          description: first.text.when,
          'x-methods': first.text.methods,
          required: fields.filter((field) => own.every(({ body }) => Object.hasOwn(body, field))),
          properties: Object.fromEntries(
            fields.map((field) => [field, field === 'codeStr' ? first.codeStr : schemaOfField(field)]),
          ),
        },
      ];
    }),
  );
}

function schemaOfField(field: string): JsonSchema {
  const schema = replyFields[field];
  if (schema === undefined)
    throw new Error(`The field ${field} of a reply is not described: add it to reply-fields.ts.`);
  return schema;
}

/** Returns the response for the outcomes with one status. */
export function responseOf(replies: readonly DocumentedReply[]): JsonSchema {
  const names = [...new Set(replies.map(({ outcome }) => outcome))];
  const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const [only] = refs;
  return {
    description: names.map((name) => `\`${name}\``).join(', '),
    headers: headersOf(replies.map(({ headers }) => headers)),
    content: {
      [json]: {
        schema: refs.length === 1 ? only : { oneOf: refs },
        examples: Object.fromEntries(replies.map(({ name, body, summary }) => [name, { summary, value: body }])),
      },
    },
  };
}

/** Adds the login page to a response. Only browsers that open the address get it. */
export function withPage(response: JsonSchema): JsonSchema {
  const page = { 'text/html': { schema: { type: 'string', description: 'The login page.' } } };
  return { ...response, content: { ...Object(response.content), ...page } };
}

/** Documents headers: those that all of the replies have are required, and those for pages of other origins are not. */
function headersOf(all: readonly Readonly<Record<string, string>>[]): JsonSchema {
  const names = new Set([...all.flatMap((headers) => Object.keys(headers)), ...pageHeaders]);
  names.delete('content-type');
  return Object.fromEntries(
    [...names].map((name) => {
      const header = replyHeaders[name];
      if (header === undefined)
        throw new Error(`The header ${name} of a reply is not described: add it to reply-fields.ts.`);
      if (pageHeaders.includes(name)) return [headerName(name), { $ref: `#/components/headers/${headerName(name)}` }];
      const required = all.every((headers) => Object.hasOwn(headers, name));
      return [
        headerName(name),
        { required, ...header, ...(name === 'cache-control' && { schema: schemaOf(all, name) }) },
      ];
    }),
  );
}

/** Returns the response to a preflight request. */
export function preflightResponse(): JsonSchema {
  const { headers, body } = preflightReply;
  const properties = { codeStr: { type: 'string', const: body.codeStr }, msg: { type: 'string', const: body.msg } };
  return {
    description: `A browser keeps it for ${preflightHeaders['access-control-max-age']} seconds.`,
    headers: headersOf([headers]),
    content: {
      [json]: {
        schema: { type: 'object', required: ['codeStr', 'msg'], properties },
        examples: { Ok: { value: body } },
      },
    },
  };
}

/** `Retry-After` for `retry-after`. */
function headerName(name: string): string {
  return name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
}

/** Documents the values that a header can have. */
function schemaOf(all: readonly Readonly<Record<string, string>>[], name: string): JsonSchema {
  return { type: 'string', enum: [...new Set(all.flatMap((headers) => headers[name] ?? []))] };
}

/** The headers for pages of other origins, which several responses share. */
export function sharedHeaders(): JsonSchema {
  return Object.fromEntries(pageHeaders.map((name) => [headerName(name), replyHeaders[name]]));
}
