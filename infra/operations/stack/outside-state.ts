import { type AccountPart, describePart } from '../account-parts/account-part';
import type { FoundParts } from '../account-parts/find-account-parts';
import { terraformProgram } from '../terraform-program';
import type { StackSession } from './stack-session';
import type { SynthesizedStack } from './synthesized-stack';

type SearchedStack = Pick<StackSession, 'settings' | 'stack' | 'env'>;

/**
 * Looks for parts of an environment that are in the account, but not in its state. If not everything could be searched, prints a
 * warning of one line.
 *
 * @param known IDs in the state
 */
export async function findOutsideState(session: SearchedStack, known: ReadonlySet<string>): Promise<FoundParts> {
  const found = await searchOutsideState(session, known);
  warnOfSearch(found);
  return found;
}

/** Prints a warning of one line if not everything could be searched. */
export function warnOfSearch({ failure }: FoundParts): void {
  if (failure !== undefined) console.error(`Warning: ${describeSearchFailure(failure)}`);
}

/** Says in a line what could not be searched. */
export function describeSearchFailure(failure: string): string {
  return `the account could not be searched for parts that are not in the state: ${failure}`;
}

/** Looks for parts of an environment that are in the account, but not in its state. @param known IDs in the state */
export async function searchOutsideState(
  { settings, stack, env }: SearchedStack,
  known: ReadonlySet<string>,
): Promise<FoundParts> {
  const { name: environment, region } = settings;
  // Loaded when it is needed: the SDK takes longer to load than everything else.
  const { findAccountParts } = await import('../account-parts/find-account-parts');
  const found = await findAccountParts({ environment, region, resources: stack.resources, env });
  return { ...found, parts: found.parts.filter(({ id, functionId = id }) => !known.has(id) && !known.has(functionId)) };
}

/** Lists parts, one in a line. */
export function listParts(parts: readonly AccountPart[]): string {
  return parts.map((part) => `  ${describePart(part)}`).join('\n');
}

/**
 * Types that can be imported alone. The next deployment creates what belongs to them, but for a function, which already has its
 * triggers, and a log topic, which already has its index.
 */
const importable = ['vpc', 'subnet', 'security_group', 'redis_instance', 'cam_role', 'cam_policy'];

/** The commands that take parts into the state, one in a line: none for those that have to be deleted. platform: redis-import */
export function importCommands({ folder, resources }: SynthesizedStack, parts: readonly AccountPart[]): string {
  return parts
    .filter(({ type, isInRecycleBin }) => importable.includes(type.replace('tencentcloud_', '')) && !isInRecycleBin)
    .flatMap(({ type, id, name }) => {
      const resource = resources.find((one) => one.type === type && Object.values(one.attributes).includes(name));
      return resource === undefined ? [] : [`  ${terraformProgram} -chdir=${folder} import ${resource.address} ${id}`];
    })
    .join('\n');
}
