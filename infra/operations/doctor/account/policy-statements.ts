import * as z from 'zod';

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);
const statementSchema = z.object({
  effect: z.enum(['allow', 'deny']),
  action: oneOrMore,
  resource: oneOrMore.optional(),
  condition: z.unknown().optional(),
});
const documentSchema = z.object({
  statement: z.union([z.array(statementSchema), statementSchema.transform((one) => [one])]),
});

/** A statement of a policy, as far as it can be judged without calling an action. platform: cam-policy-form */
export interface PolicyStatement {
  readonly effect: 'allow' | 'deny';
  /** Patterns such as `scf:Get*`. */
  readonly actions: readonly string[];
  /** Whether it is about some resources only. */
  readonly isLimited: boolean;
  /** Whether it counts only under conditions, such as the caller's address. */
  readonly isConditional: boolean;
}

/** What a policy says that cannot be read: perhaps anything. */
export const unreadable: readonly PolicyStatement[] = [
  { effect: 'allow', actions: ['*'], isLimited: false, isConditional: true },
  { effect: 'deny', actions: ['*'], isLimited: false, isConditional: true },
];

/** Reads a policy document. It never throws: what it cannot read says perhaps anything. */
export function readStatements(document: string): readonly PolicyStatement[] {
  const read = documentSchema.safeParse(parse(document));
  if (!read.success) return unreadable;
  return read.data.statement.map(({ effect, action, resource = ['*'], condition }) => ({
    effect,
    actions: action.map((pattern) => pattern.replace(/^name\//, '')),
    isLimited: !resource.includes('*'),
    isConditional: condition !== undefined,
  }));
}

function parse(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

/** What statements say about an action. `perhaps` depends on the resource, on conditions, or on what no call tells. */
export type Verdict = 'allowed' | 'perhaps' | 'denied' | 'missing';

/** Actions of CAM that are allowed for all roles and policies, or not at all. platform: cam-operation-level */
const operationLevel = /^cam:(Create|Update|Delete|Attach|Detach)/;

/** Judges an action. What no statement allows is missing, and a denial overrides what others allow. */
export function verdictOf(statements: readonly PolicyStatement[], action: string): Verdict {
  const relevant = statements.flatMap((statement) => {
    if (statement.isLimited && operationLevel.test(action)) return [];
    const isContained = statement.actions.some((pattern) => contains(pattern, action));
    if (!isContained && !statement.actions.some(isPermissionSet)) return [];
    const isFirm = isContained && !statement.isLimited && !statement.isConditional;
    return [{ effect: statement.effect, isFirm }];
  });
  const [denials, permissions] = (['deny', 'allow'] as const).map((effect) =>
    relevant.filter((one) => one.effect === effect),
  );
  if (denials?.some(({ isFirm }) => isFirm)) return 'denied';
  if (permissions === undefined || permissions.length === 0) return 'missing';
  return permissions.some(({ isFirm }) => isFirm) && denials?.length === 0 ? 'allowed' : 'perhaps';
}

const contains = (pattern: string, action: string) =>
  new RegExp(`^${pattern.split('*').map(escapePattern).join('.*')}$`).test(action);
const escapePattern = (text: string) => text.replaceAll(/[^\w:-]/g, '\\$&');

/** A permission of the older form (`permid/280649`) stands for a set of actions that no call tells. platform: cam-permission-sets */
const isPermissionSet = (pattern: string) => !pattern.includes(':') && pattern !== '*';
