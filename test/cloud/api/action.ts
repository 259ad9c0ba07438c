import { z } from 'zod';
import { CloudError } from '../account/cloud-error';
import type { Credential } from '../account/credentials';

/** Who calls, and where. */
export interface Caller {
  readonly credential: Credential;
  readonly region: string | undefined;
}

/** What an action answers. */
export type Result = Readonly<Record<string, unknown>>;

/** An action of the API: its parameters, and the translation to the account's model. */
export interface Action {
  readonly answer: (parameters: Readonly<Record<string, unknown>>, caller: Caller) => Result;
}

/** A service of the API, such as `sms`. */
export interface ApiService {
  /** Such as `2021-01-11`. */
  readonly version: string;
  /** By name, such as `SendSms`. */
  readonly actions: Readonly<Record<string, Action>>;
}

/**
 * Makes an action. A call that lacks a parameter, has one that there is not, or one of another type is refused as the API
 * refuses it.
 */
export function action<Shape extends z.ZodRawShape>(
  shape: Shape,
  answer: (parameters: z.output<z.ZodObject<Shape>>, caller: Caller) => Result,
): Action {
  const schema = z.strictObject(shape);
  return {
    answer(parameters, caller) {
      const read = schema.safeParse(parameters);
      if (read.success) return answer(read.data as z.output<z.ZodObject<Shape>>, caller);
      throw refusal(read.error.issues[0], parameters);
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
