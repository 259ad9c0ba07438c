import { z } from 'zod';
import { CloudError } from '../account/cloud-error';
import type { Credential } from '../account/credentials';

/** The credentials and the region of a call. */
interface Caller {
  readonly credential: Credential;
  readonly region: string;
}

/** The reply of an action. */
export type Result = Readonly<Record<string, unknown>>;

/** An action of the API: checks the parameters of a call and applies it to the account. */
export interface Action {
  readonly answer: (parameters: Readonly<Record<string, unknown>>, caller: Caller) => Promise<Result>;
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

type OptionalNames<Request> = Exclude<keyof Request, RequiredNames<Request>>;

/** Schemas of all required parameters, and of the optional parameters that the action uses. */
type Parameters<Request> = { readonly [Name in RequiredNames<Request>]: z.ZodType<Request[Name]> } & {
  readonly [Name in OptionalNames<Request>]?: z.ZodType<Request[Name] | undefined>;
};

/** The fields of a reply that the action fills; all are optional. */
type Reply<Response> = { readonly [Name in Exclude<keyof Response, 'RequestId'>]?: Response[Name] | undefined };

/** An action in terms of the SDK's models of its request and its reply. platform: api-shapes */
export interface ActionOptions<Request, Response> {
  readonly parameters: Parameters<Request>;
  /** Parameters that `answer` receives without a check of their values, to store them as they are. @default - none */
  readonly passedThrough?: readonly OptionalNames<Request>[];
  /** Parameters that a call may have, and that `answer` does not receive. @default - none */
  readonly ignored?: readonly OptionalNames<Request>[];
  readonly answer: (parameters: Request, caller: Caller) => Reply<Response> | Promise<Reply<Response>>;
}

/**
 * Creates an action. As the API does, it refuses a call that lacks a required parameter, has an unknown one, or has one of
 * the wrong type.
 */
export function action<Request extends object | null, Response extends object>(
  options: ActionOptions<Request, Response>,
): Action {
  const { parameters: checked, passedThrough = [], ignored = [], answer } = options;
  const unchecked = Object.fromEntries([...passedThrough, ...ignored].map((name) => [name, z.unknown().optional()]));
  const schema = z.strictObject({ ...unchecked, ...(checked as z.ZodRawShape) });
  return {
    async answer(parameters, caller) {
      const read = schema.safeParse(parameters);
      if (!read.success) throw refusal(read.error.issues[0], parameters);
      const received = Object.entries(read.data).filter(([name]) => !ignored.some((one) => one === name));
      // `Parameters` has a schema for every required parameter, so that what passes the schemas is a request.
      return answer(Object.fromEntries(received) as Request, caller);
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
