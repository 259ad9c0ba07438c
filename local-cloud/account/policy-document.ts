import { z } from 'zod';
import { CloudError } from './cloud-error';

/** A statement of a policy. Single values of the document have become lists. platform: cam-policy-form */
export interface PolicyStatement {
  readonly effect: 'allow' | 'deny';
  readonly actions: readonly string[];
  /** `*`, or resources such as `qcs::cam::uin/100012345678:roleName/sender`. */
  readonly resources: readonly string[];
  /** Services that a role trusts. */
  readonly services: readonly string[];
}

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)]);

const statementSchema = z.object({
  effect: z.enum(['allow', 'deny']),
  action: oneOrMore,
  resource: oneOrMore.optional(),
  principal: z.object({ service: oneOrMore.optional(), qcs: oneOrMore.optional() }).optional(),
  condition: z.unknown().optional(),
});

const documentSchema = z.object({
  version: z.literal('2.0'),
  statement: z.preprocess(
    (statement) => (Array.isArray(statement) ? statement : [statement]),
    z.array(statementSchema).min(1),
  ),
});

/**
 * Reads a policy document.
 *
 * @param kind a `trust` policy names who may assume a role, a `permission` policy names the allowed actions
 * @throws {CloudError} with the API's code for the part that is wrong
 */
export function readDocument(document: string, kind: 'trust' | 'permission'): readonly PolicyStatement[] {
  const read = documentSchema.safeParse(parse(document));
  if (!read.success) {
    const [part = 'statement'] = read.error.issues[0]?.path.slice(-1).map(String) ?? [];
    throw refusal(part, `the part ${read.error.issues[0]?.path.join('.')} is missing or malformed`);
  }
  return read.data.statement.map(({ effect, action, resource, principal }) => {
    if (kind === 'permission' && principal !== undefined)
      throw refusal('principal', 'the part principal is not allowed');
    if (kind === 'permission' && resource === undefined) throw refusal('resource', 'the part resource is missing');
    if (kind === 'trust' && principal === undefined) throw refusal('principal', 'the part principal is missing');
    const services = principal?.service ?? [];
    const unknown = services.find((service) => !/^[\w.-]+\.(qcloud|cloud\.tencent)\.com$/.test(service));
    if (unknown !== undefined) {
      throw new CloudError(
        'InvalidParameter.PrincipalServiceNotExist',
        `The service ${unknown} does not exist.`,
        'PolicyDocument',
      );
    }
    return { effect, actions: action, resources: resource ?? [], services };
  });
}

/** What a caller wants to do. */
export interface Permission {
  /** Such as `sms:SendSms`. */
  readonly action: string;
  /** The resource, for an action that can be allowed for single resources. @default - only statements about `*` count */
  readonly resource?: string;
}

/**
 * Whether statements allow an action. One that denies it overrides all that allow it. A statement about single resources says
 * nothing about an action that can only be allowed for all. platform: cam-operation-level
 */
export function isAllowed(statements: readonly PolicyStatement[], { action, resource }: Permission): boolean {
  const matching = statements.filter(
    ({ actions, resources }) =>
      actions.some((pattern) => matches(pattern.replace(/^name\//, ''), action)) &&
      resources.some((pattern) => pattern === '*' || (resource !== undefined && matches(pattern, resource))),
  );
  return matching.length > 0 && matching.every(({ effect }) => effect === 'allow');
}

/** Compares with a pattern that may end with the wildcard `*`. */
const matches = (pattern: string, text: string) =>
  pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : pattern === text;

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    throw new CloudError('InvalidParameter.PolicyDocumentError', 'The policy document is not JSON.', 'PolicyDocument');
  }
}

function refusal(part: string, problem: string): CloudError {
  const codes: Readonly<Record<string, string>> = {
    version: 'InvalidParameter.VersionError',
    effect: 'InvalidParameter.EffectError',
    action: 'InvalidParameter.ActionError',
    principal: 'InvalidParameter.PrincipalError',
    resource: 'InvalidParameter.ResourceError',
  };
  return new CloudError(
    codes[part] ?? 'InvalidParameter.StatementError',
    `In the policy document, ${problem}.`,
    'PolicyDocument',
  );
}
