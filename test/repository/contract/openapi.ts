import { STATUS_CODES } from 'node:http';
import { allowedTypes } from '../../../function/http/body';
import { corsHeaders, preflightHeaders } from '../../../function/http/cors';
import { type FieldName, isMethod, methodFields } from '../../../function/http/fields';
import { languages } from '../../../function/http/language';
import { version } from '../../../package.json';
import { type DocumentedReply, documentedReplies, preflightReply } from './documented-replies';
import type { JsonSchema } from './json-schema';
import { requestSamples } from './outcome-samples';
import { methodTexts } from './outcome-texts';
import { replyFields, replyHeaders } from './reply-fields';
import { requestFields, requiredFields } from './request-fields';

const methods = Object.keys(methodFields).filter(isMethod);
const json = 'application/json';

const origin = 'https://app.example.com';
/** The headers for pages of other origins. No reply has to have them. */
const pageHeaders = Object.keys(corsHeaders(origin, [origin]));

/** Returns the description of the service's HTTP interface, in OpenAPI 3.1. */
export function openApiDocument(): JsonSchema {
  const replies = documentedReplies();
  const statuses = [...new Set(replies.map(({ status }) => status))].sort();
  const responses = Object.fromEntries(
    statuses.map((status) => [status, responseOf(replies.filter((reply) => reply.status === status))]),
  );
  const { 405: methodNotAllowed, ...shared } = responses;
  const responsesOf = (excluded: readonly number[]) =>
    Object.fromEntries(
      Object.keys(shared)
        .filter((status) => !excluded.includes(Number(status)))
        .map((status) => [status, { $ref: `#/components/responses/${nameOfStatus(status)}` }]),
    );
  return {
    openapi: '3.1.1',
    info: {
      title: 'SMS verification',
      version,
      summary: 'Logs users in with a code that is sent to their mobile number.',
      description:
        'Send the fields in the query string of a GET request, or in the body of a POST request. Every reply has a `codeStr`, by which programs tell outcomes apart, and a `msg` for people. New fields and new values of `codeStr` can be added: ignore fields that you do not know, and decide by the status for a `codeStr` that you do not know. `docs/use-it.md` explains what an application does.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: '{address}',
        description: 'The output `url` of a deployed environment.',
        variables: { address: { default: 'https://1300000000-abcdefghij.ap-guangzhou.tencentscf.com' } },
      },
    ],
    security: [],
    paths: {
      '/': {
        get: {
          operationId: 'callByQuery',
          summary: 'Calls a method with the fields in the query string',
          description: `A browser that opens the address without \`method\` gets the login page, if it is on. ${methodsText}`,
          parameters: [languageParameter, ...queryParameters()],
          // A query string has no size for which the function would refuse it.
          responses: responsesOf([413]),
        },
        post: {
          operationId: 'callByBody',
          summary: 'Calls a method with the fields in the body',
          description: `Numbers and codes in a body do not get into the logs of proxies, as those in a query string do. ${methodsText}`,
          parameters: [languageParameter],
          requestBody: {
            required: true,
            content: Object.fromEntries(allowedTypes.map((type) => [type, requestContent()])),
          },
          responses: responsesOf([]),
        },
        options: {
          operationId: 'preflight',
          summary: 'Answers the preflight request of a page of another origin',
          responses: { 200: preflightResponse() },
        },
        // OpenAPI has no place for the methods that there are not.
        'x-other-methods': { responses: { 405: methodNotAllowed } },
      },
    },
    components: {
      schemas: { ...requestSchemas(), ...outcomeSchemas(replies) },
      responses: Object.fromEntries(
        Object.entries(shared).map(([status, response]) => [nameOfStatus(status), response]),
      ),
      headers: Object.fromEntries(pageHeaders.map((name) => [headerName(name), replyHeaders[name]])),
    },
  };
}

const methodsText = 'Fields that a method does not read are ignored.';

const languageParameter: JsonSchema = {
  name: 'Accept-Language',
  in: 'header',
  description: `The language of \`msg\`: ${languages.map((language) => `\`${language}\``).join(' or ')}; by default the first.`,
  schema: { type: 'string' },
  example: 'zh-CN,zh;q=0.9',
};

/** Returns the parameters of a GET request. Which of them a method needs, only the schemas of a body say. */
function queryParameters(): JsonSchema[] {
  const names = [...new Set(methods.flatMap((method): FieldName[] => [...methodFields[method]]))];
  return [
    {
      name: 'method',
      in: 'query',
      description: `${methods.map((method) => `\`${method}\`: ${methodTexts[method]}`).join('; ')}. Required, but for the login page.`,
      schema: { type: 'string', enum: methods },
      example: methods[0],
    },
    ...names.map((name) => {
      const { description, examples, ...schema } = name === 'method' ? {} : requestFields[name];
      const [example] = Array.isArray(examples) ? examples : [];
      const readers = methods.filter((method) => readsField(method, name));
      const required = requiredFields.has(name) ? 'Required' : 'Optional';
      return {
        name,
        in: 'query',
        description: `${required} for ${readers.map((method) => `\`${method}\``).join(' and ')}. ${description}`,
        schema,
        ...(example !== undefined && { example }),
      };
    }),
  ];
}

function readsField(method: keyof typeof methodFields, name: FieldName): boolean {
  const names: readonly FieldName[] = methodFields[method];
  return names.includes(name);
}

function requestContent(): JsonSchema {
  return {
    schema: {
      oneOf: methods.map((method) => ({ $ref: `#/components/schemas/${method}` })),
      discriminator: {
        propertyName: 'method',
        mapping: Object.fromEntries(methods.map((method) => [method, `#/components/schemas/${method}`])),
      },
    },
    examples: Object.fromEntries(methods.map((method) => [method, { value: requestSamples[method] }])),
  };
}

function requestSchemas(): Record<string, JsonSchema> {
  return Object.fromEntries(
    methods.map((method) => {
      const names: readonly FieldName[] = ['method', ...methodFields[method]];
      const schemaOf = (name: FieldName) =>
        name === 'method' ? { type: 'string', const: method } : requestFields[name];
      return [
        method,
        {
          type: 'object',
          description: `${methodTexts[method]}.`,
          required: names.filter((name) => requiredFields.has(name)),
          properties: Object.fromEntries(names.map((name) => [name, schemaOf(name)])),
        },
      ];
    }),
  );
}

function outcomeSchemas(replies: readonly DocumentedReply[]): Record<string, JsonSchema> {
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
function responseOf(replies: readonly DocumentedReply[]): JsonSchema {
  const names = [...new Set(replies.map(({ outcome }) => outcome))];
  const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const [only] = refs;
  const hasHtml = replies.some(({ status }) => status === 200);
  return {
    description: names.map((name) => `\`${name}\``).join(', '),
    headers: headersOf(replies.map(({ headers }) => headers)),
    content: {
      [json]: {
        schema: refs.length === 1 ? only : { oneOf: refs },
        examples: Object.fromEntries(replies.map(({ name, body, summary }) => [name, { summary, value: body }])),
      },
      ...(hasHtml && { 'text/html': { schema: { type: 'string', description: 'The login page.' } } }),
    },
  };
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
      return [headerName(name), { required: all.every((headers) => Object.hasOwn(headers, name)), ...header }];
    }),
  );
}

function preflightResponse(): JsonSchema {
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

/** `TooManyRequests` for 429. */
function nameOfStatus(status: string): string {
  return (STATUS_CODES[status] ?? status).replaceAll(' ', '');
}
