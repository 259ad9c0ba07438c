import { z } from 'zod';
import { CloudError } from '../account/cloud-error';
import type { Credential } from '../account/credentials';

/** Who calls, and where. */
export interface Caller {
  readonly credential: Credential;
  readonly region: string;
}

/** What an action answers. */
export type Result = Readonly<Record<string, unknown>>;

/** An action of the API: its parameters, and the translation to the account's model. */
export interface Action {
  readonly answer: (parameters: Readonly<Record<string, unknown>>, caller: Caller) => Result | Promise<Result>;
}

/** A service of the API, such as `sms`. */
export interface ApiService {
  /** Such as `2021-01-11`. */
  readonly version: string;
  /** By name, such as `SendSms`. */
  readonly actions: Readonly<Record<string, Action>>;
}

type RequiredNames<Request> = {
  [Name in keyof Request]-?: undefined extends Request[Name] ? never : Name;
}[keyof Request];

/** A schema for every parameter that a call needs, and for those of the others that mean something here. */
type Parameters<Request> = { readonly [Name in RequiredNames<Request>]: z.ZodType<Request[Name]> } & {
  readonly [Name in Exclude<keyof Request, RequiredNames<Request>>]?: z.ZodType<Request[Name]>;
};

/** A reply as the SDK's models describe it, as far as it matters here. */
type Reply<Response> = { readonly [Name in Exclude<keyof Response, 'RequestId'>]?: Partial<Response>[Name] };

/** An action by the SDK's models of its request and its reply. */
export interface ActionOptions<Request, Response> {
  readonly parameters: Parameters<Request>;
  /** Parameters that may be given, and change nothing here. */
  readonly ignored?: readonly Exclude<keyof Request, RequiredNames<Request>>[];
  readonly answer: (parameters: Request, caller: Caller) => Reply<Response> | Promise<Reply<Response>>;
}

/**
 * Makes an action. A call that lacks a parameter, has one that there is not, or one of another type is refused as the API
 * refuses it.
 */
export function action<Request extends object | null, Response extends object>(
  options: ActionOptions<Request, Response>,
): Action {
  const { parameters: shape, ignored = [], answer } = options;
  const others = Object.fromEntries(ignored.map((name) => [name, z.unknown().optional()]));
  const optional = Object.fromEntries(Object.entries(shape as Record<string, z.ZodType>));
  const schema = z.strictObject({ ...others, ...optional });
  return {
    answer(parameters, caller) {
      const read = schema.safeParse(parameters);
      if (!read.success) throw refusal(read.error.issues[0], parameters);
      return answer(read.data as Request, caller) as Result | Promise<Result>;
    },
  };
}

function refusal(issue: z.core.$ZodIssue | undefined, parameters: Readonly<Record<string, unknown>>): CloudError {
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return new CloudError('UnknownParameter', `The parameter \`${name}\` is not recognized.`, name);
  }
  const name = String(issue?.path[0] ?? '');
  if (parameters[name] === undefined) {
    return new CloudError('MissingParameter', `The request is missing a required parameter \`${name}\`.`, name);
  }
  return new CloudError('InvalidParameter', `The parameter \`${issue?.path.join('.')}\` is malformed.`, name);
}
