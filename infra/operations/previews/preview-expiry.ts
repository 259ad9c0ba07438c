/** A preview that is in the account. */
export interface DeployedPreview {
  /** Such as `pr-42`. */
  readonly name: string;
  /** When its function was last changed, or else when it was created. @default - the account does not tell */
  readonly deployedAt: Date | undefined;
}

/** The pull request of a preview. */
export interface PullRequest {
  readonly state: 'open' | 'closed';
  /** When the newest warning about the preview was written. @default - there is none */
  readonly warnedAt: Date | undefined;
  /** When the workflow last deployed the preview, also without a change of the account. @default - it did not yet */
  readonly deployedAt: Date | undefined;
}

/** What to do about a preview, and why, to go on after its name. */
export type Expiry = { readonly action: 'keep' | 'warn' | 'destroy'; readonly reason: string };

export interface ExpiryRules {
  /** Days without a deployment after which a preview ends. */
  readonly days: number;
  readonly now: Date;
}

const dayMs = 86_400_000;
/** Least time between the warning and the end, in milliseconds. */
const noticeMs = dayMs;

/** The pull request whose preview an environment is by its name. @returns `undefined` for a preset, and for any other name */
export function pullRequestOf(environment: string): number | undefined {
  const [, number] = /^pr-([1-9]\d*)$/.exec(environment) ?? [];
  return number === undefined ? undefined : Number(number);
}

/**
 * Decides about a preview. It ends when its pull request is closed, or when it was not deployed for some days and a warning was of no
 * use. A preview whose pull request cannot be read is kept.
 */
export function decide(
  { deployedAt: changedAt }: DeployedPreview,
  pullRequest: PullRequest | undefined,
  { days, now }: ExpiryRules,
): Expiry {
  if (pullRequest === undefined) return { action: 'keep', reason: 'its pull request cannot be read' };
  const { state, warnedAt } = pullRequest;
  if (state === 'closed') return { action: 'destroy', reason: 'its pull request is closed' };
  const [deployedAt] = [changedAt, pullRequest.deployedAt]
    .filter((time) => time !== undefined)
    .sort((one, other) => other.getTime() - one.getTime());
  const idleMs = deployedAt === undefined ? Number.POSITIVE_INFINITY : now.getTime() - deployedAt.getTime();
  if (idleMs < days * dayMs) return { action: 'keep', reason: `it was deployed within ${days} days` };
  const wasWarned = warnedAt !== undefined && (deployedAt === undefined || warnedAt > deployedAt);
  const idle =
    deployedAt === undefined ? 'it has no function' : `it was not deployed for ${Math.floor(idleMs / dayMs)} days`;
  if (!wasWarned) return { action: 'warn', reason: idle };
  if (now.getTime() - warnedAt.getTime() < noticeMs)
    return { action: 'keep', reason: `${idle}, and it was warned of today` };
  return { action: 'destroy', reason: `${idle}, and not since the warning either` };
}
