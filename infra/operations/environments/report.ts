import type { DeployedEnvironment } from './deployed-environments';
import type { StatePresence } from './state-presence';

/** An environment with what is known of its state. */
export type ListedEnvironment = DeployedEnvironment & { readonly presence: StatePresence };

const headings = ['environment', 'age', 'deployed', 'parts', 'Redis an hour', 'state'] as const;

/** One JSON document for programs. Times are in UTC. */
export function reportJson(environments: readonly ListedEnvironment[]): string {
  const documents = environments.map(
    ({ presence, createdAt, deployedAt, commit, url, redisPrice, redisOf, ...one }) => ({
      name: one.name,
      region: one.region,
      createdAt: createdAt?.toISOString() ?? null,
      deployedAt: deployedAt?.toISOString() ?? null,
      commit: commit ?? null,
      url: url ?? null,
      redisPriceAnHour: redisPrice ?? null,
      redisOf: redisOf ?? null,
      state: presence.state,
      parts: one.parts.map(({ type, id, name }) => ({ type, id, name: name ?? null })),
    }),
  );
  return `${JSON.stringify({ environments: documents }, undefined, 2)}\n`;
}

/** A table for people, of at most 80 columns but for long addresses: a row for each environment, and lines with what does not fit. */
export function reportText(environments: readonly ListedEnvironment[], now: Date): string {
  if (environments.length === 0) return 'The account has no environments.\n';
  const rows = [headings, ...environments.map((one) => cellsOf(one, now))];
  const widths = headings.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[lines[0], ...environments.flatMap((one, index) => [lines[index + 1], ...detailsOf(one)])].join('\n')}\n`;
}

function cellsOf(environment: ListedEnvironment, now: Date): string[] {
  const { name, createdAt, deployedAt, parts, redisPrice, redisOf, presence } = environment;
  const price = redisPrice && `${redisPrice.amount} ${redisPrice.currency}`.trim();
  return [
    name,
    ago(createdAt, now),
    deployedAt === undefined ? 'incomplete' : `${ago(deployedAt, now)} ago`,
    String(parts.length),
    price ?? (redisOf === undefined ? '-' : `of ${redisOf}`),
    presence.state,
  ];
}

function* detailsOf({ region, commit, url, deployedAt, presence }: ListedEnvironment): Iterable<string> {
  yield `  ${region}${commit === undefined ? '' : `, commit ${commit}`}`;
  if (url !== undefined) yield `  ${url}`;
  if (deployedAt === undefined) yield '  It has no function: its deployment was interrupted, or is under way.';
  if (presence.state === 'unknown') yield `  Its state cannot be read: ${presence.reason}`;
}

/** How long ago something was, in the largest unit that fits. */
function ago(time: Date | undefined, now: Date): string {
  if (time === undefined) return '-';
  const minutes = Math.max(0, Math.floor((now.getTime() - time.getTime()) / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60 / 24)} d`;
}
