import { STATUS_CODES } from 'node:http';
import { allowedTypes } from '../../../../function/http/body';
import { keySetPath } from '../../../../function/http/key-set';
import { version } from '../../../../package.json';
import { documentedReplies, keySetReply } from './documented-replies';
import type { JsonSchema } from './json-schema';
import { languageParameter, methodsText, queryParameters, requestContent, requestSchemas } from './openapi-requests';
import { outcomeSchemas, preflightResponse, responseOf, sharedHeaders, withPage } from './openapi-responses';

/** Returns the description of the service's HTTP interface, in OpenAPI 3.1. */
export function openApiDocument(): JsonSchema {
  const replies = [...documentedReplies(), keySetReply];
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
        'Send the fields in the query string of a GET request, or in the body of a POST request. Every JSON reply but that of `jwks` has a `codeStr`, by which programs tell outcomes apart, and a `msg` for people. New fields and new values of `codeStr` can be added: ignore fields that you do not know, and decide by the status for a `codeStr` that you do not know. `docs/use-it.md` explains what an application does.',
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
          responses: { ...responsesOf([413]), 200: withPage(responses[200] ?? {}) },
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
      [keySetPath]: {
        get: {
          operationId: 'keySet',
          summary: 'Returns the public keys, as the method `jwks` does',
          description: 'Only where the address has no path of its own: with a Function URL or a domain.',
          responses: { 200: responseOf([keySetReply]) },
        },
      },
    },
    components: {
      schemas: { ...requestSchemas(), ...outcomeSchemas(replies) },
      responses: Object.fromEntries(
        Object.entries(shared).map(([status, response]) => [nameOfStatus(status), response]),
      ),
      headers: sharedHeaders(),
    },
  };
}

/** `TooManyRequests` for 429. */
function nameOfStatus(status: string): string {
  return (STATUS_CODES[status] ?? status).replaceAll(' ', '');
}
