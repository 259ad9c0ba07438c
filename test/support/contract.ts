import { readFileSync } from 'node:fs';
import { Ajv2020 as Ajv, type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { contractFile } from '../repository/documents/contract/contract-file';

/** A request, as far as the contract distinguishes replies by it. */
export interface DocumentedRequest {
  /** The HTTP method. */
  readonly httpMethod: string;
  /** The value of the field `method`. @default - it is unknown, or the request has none */
  readonly method?: string | undefined;
  /** @default - none that the contract names */
  readonly path?: string;
}

/** A reply, as the function returns it or as a client gets it. */
export interface ReceivedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Header {
  readonly required?: boolean;
  readonly schema: object;
}
interface Response {
  readonly headers: Readonly<Record<string, Header | { readonly $ref: string }>>;
  readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Response | { readonly $ref: string }>>;
}
interface Schema {
  readonly oneOf?: readonly { readonly $ref: string }[];
  readonly properties?: Readonly<Record<string, { readonly const?: unknown }>>;
  readonly 'x-methods'?: readonly string[];
}
type PathItem = Readonly<Record<string, Operation>>;
/** The parts of the document that are read here. */
interface Contract {
  readonly paths: { readonly '/': PathItem } & Readonly<Record<string, PathItem>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** docs/openapi.yaml, in which no object may have properties that it does not list. */
const contract: Contract = parse(readFileSync(contractFile, 'utf8'), closeObjects);
const ajv = new Ajv({ strict: false, allErrors: true });
/** The outcomes that each method can have. */
const outcomes = Object.entries(contract.components.schemas).flatMap(([name, { 'x-methods': methods = [] }]) =>
  methods.map((one) => ({ name, method: one })),
);
const validators = new Map<object, ValidateFunction>();

/** Adds `additionalProperties: false` to a schema of an object. Clients have to ignore new fields, but no field may be forgotten. */
function closeObjects(_: unknown, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && 'type' in value && value.type === 'object';
  return isObject ? { ...value, additionalProperties: false } : value;
}

/**
 * Expects that docs/openapi.yaml describes a reply: its status, its content type, its body and its headers.
 *
 * @param otherHeaders names of headers that servers add, in lower case
 * @throws {Error} with everything that differs
 */
export function expectDocumented(
  request: DocumentedRequest,
  reply: ReceivedReply,
  otherHeaders: readonly string[] = [],
): void {
  const differences = findDifferences(request, reply, otherHeaders);
  if (differences.length === 0) return;
  const found = `${request.httpMethod} ${request.method ?? ''}: ${reply.status} ${reply.body.slice(0, 500)}`;
  throw new Error(`docs/openapi.yaml does not describe this reply.\n${found}\n${differences.join('\n')}`);
}

function findDifferences(
  request: DocumentedRequest,
  { status, headers, body }: ReceivedReply,
  otherHeaders: readonly string[],
): string[] {
  const response = findResponse(request, status);
  if (response === undefined) return [`status ${status} is not documented`];
  const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
  const media = response.content[type];
  if (media === undefined) return [`content type ${type} is not documented for ${status}`];
  // The login page's headers protect the page, and are none of the contract's.
  if (type !== 'application/json') return [];
  const value: unknown = JSON.parse(body);
  return [
    ...violations(meantSchema(media.schema, value), value, 'body'),
    ...headerDifferences(response, headers, otherHeaders),
    ...methodDifferences(request, value),
  ];
}

function findResponse({ httpMethod, path = '/' }: DocumentedRequest, status: number): Response | undefined {
  const name = httpMethod.toLowerCase();
  // Behind API Gateway, and for other methods, the service is at every path.
  const named = Object.hasOwn(contract.paths, path) ? contract.paths[path] : undefined;
  const item = named !== undefined && Object.hasOwn(named, name) ? named : contract.paths['/'];
  const operation = item[Object.hasOwn(item, name) ? name : 'x-other-methods'];
  const response = operation?.responses[String(status)];
  return response && resolve(response);
}

function headerDifferences(
  response: Response,
  headers: Readonly<Record<string, string>>,
  otherHeaders: readonly string[],
): string[] {
  const documented = Object.entries(response.headers).map(
    ([name, header]) => [name.toLowerCase(), resolve(header)] as const,
  );
  const known = new Set(['content-type', ...otherHeaders, ...documented.map(([name]) => name)]);
  const unknown = Object.keys(headers).filter((name) => !known.has(name.toLowerCase()));
  return [
    ...unknown.map((name) => `header ${name} is not documented`),
    ...documented.flatMap(([name, { required, schema }]) => {
      const value = headers[name];
      if (value === undefined) return required === true ? [`header ${name} is missing`] : [];
      return violations(schema, value, `header ${name}`);
    }),
  ];
}

/** Checks that the method can have the outcome. A method that there is not is refused in the same way whatever its name is. */
function methodDifferences({ method = '' }: DocumentedRequest, body: unknown): string[] {
  const { codeStr = 'KeySet' } = body as { readonly codeStr?: string };
  const known = outcomes.filter((outcome) => outcome.method === method);
  // The SMS API's own codes are not listed.
  const isListed = outcomes.some(({ name }) => name === codeStr);
  if (known.length === 0 || !isListed || known.some(({ name }) => name === codeStr)) return [];
  return [`${codeStr} is not documented for ${method}`];
}

/** Returns the schema of the outcome that a body says it is, so that only differences from that one are reported. */
function meantSchema(schema: Schema, body: unknown): Schema {
  const { codeStr } = body as { readonly codeStr?: string };
  const meant = schema.oneOf?.find((one) => resolve<Schema>(one).properties?.codeStr?.const === codeStr);
  return meant === undefined ? schema : resolve<Schema>(meant);
}

function violations(schema: object, value: unknown, place: string): string[] {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = ajv.compile({ ...schema, components: contract.components });
    validators.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const name = 'additionalProperty' in params ? `: ${params.additionalProperty}` : '';
    return `${place}${instancePath} ${message}${name}`;
  });
}

function resolve<Value extends object>(value: Value | { readonly $ref: string }): Value {
  if (!('$ref' in value)) return value;
  const names = value.$ref.slice('#/'.length).split('/');
  return names.reduce<unknown>((parent, name) => Reflect.get(Object(parent), name), contract) as Value;
}
