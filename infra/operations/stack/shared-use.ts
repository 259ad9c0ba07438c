import { environmentOf } from '../../settings/stack-name';
import { searchConfig } from '../account-client';
import { describeError } from '../command-line';
import { captureTerraform } from './capture-terraform';
import type { StackSession } from './stack-session';
import type { StackState } from './terraform-state';

/** What environments can share. */
export const sharedTypes = ['tencentcloud_vpc', 'tencentcloud_subnet', 'tencentcloud_redis_instance'];

/**
 * Finds who else uses the network or the Redis of an environment. If the account cannot be asked, prints a warning of one line.
 *
 * @param state state of the environment
 * @returns names of environments, or of functions and Redis instances that are no environment's
 */
export async function findOtherUsers(
  session: Pick<StackSession, 'settings' | 'env'>,
  state: StackState,
): Promise<readonly string[]> {
  try {
    return await listOtherUsers(session, state);
  } catch (error) {
    const reason = describeError(error).replaceAll(/\s*\n/g, ' ');
    console.error(
      `Warning: the account could not be asked who else uses the network or the Redis of ${session.settings.name}: ${reason}`,
    );
    return [];
  }
}

/** Lists the same, by what is in the VPC and by the accounts of the Redis. @throws if the account cannot be asked */
export async function listOtherUsers(
  { settings, env }: Pick<StackSession, 'settings' | 'env'>,
  state: StackState,
): Promise<readonly string[]> {
  const idsOf = (type: string) => state.attributesOf(type).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  const [vpcs, instances] = [idsOf('tencentcloud_vpc'), idsOf('tencentcloud_redis_instance')];
  if (vpcs.length + instances.length === 0) return [];
  const config = searchConfig(env, settings.region);
  // Loaded when they are needed: the SDK takes longer to load than everything else.
  const { listAccountNames } = await import('../account-parts/redis-accounts');
  const { listNetworkContents } = await import('../sweep/network-contents');
  const contents = (await Promise.all(vpcs.map((id) => listNetworkContents(config, id)))).flat();
  const others = contents.filter(
    ({ type, id, functionId = id }) =>
      type !== 'tencentcloud_subnet' && !state.ids.has(id) && !state.ids.has(functionId),
  );
  const accounts = await Promise.all(instances.map((id) => listAccountNames(config, id)));
  const names = [...others.map(({ id, name = id }) => environmentOf(name) ?? name), ...accounts.flat()];
  return [...new Set(names)].filter((name) => name !== settings.name).sort();
}

/** Says why an environment that others use is not destroyed, and what to do. */
export function describeUse(
  session: Pick<StackSession, 'settings' | 'stack'>,
  users: readonly string[],
  what: string,
): string {
  const { name } = session.stack;
  return `Others use the network or the Redis of ${name}: ${users.join(', ')}. ${what} Nothing was changed. ${adviceAboutUse(session, users)}`;
}

/** What to do about others who use the network or the Redis of an environment. */
export function adviceAboutUse({ settings }: Pick<StackSession, 'settings'>, [first]: readonly string[]): string {
  return (
    `Destroy them first, such as with make destroy ENVIRONMENT=${first}, or deploy them with a network and a Redis of their own: ` +
    `network and codeStore in infra/settings/own-presets.ts, for previews previewsShare. Then run the command for ${settings.name} again.`
  );
}

/**
 * Refuses a plan that deletes or replaces what others use.
 *
 * @param planFile the plan, which holds secrets
 * @throws {Error} with the addresses of the resources, who uses them, and what to do
 */
export async function refuseDeletion(
  session: Pick<StackSession, 'settings' | 'stack' | 'env'>,
  users: readonly string[],
  planFile: string,
): Promise<void> {
  const { stdout, stderr, code } = await captureTerraform(['show', '-json', planFile], {
    folder: session.stack.folder,
    env: session.env,
  });
  if (code !== 0) throw new Error(`Terraform cannot show the plan.\n${stderr}`);
  const { resource_changes: changes = [] }: Plan = JSON.parse(stdout);
  const deleted = changes.filter(({ type, change }) => sharedTypes.includes(type) && change.actions.includes('delete'));
  if (deleted.length === 0) return;
  const addresses = deleted.map(({ address }) => address).join(', ');
  throw new Error(describeUse(session, users, `The plan would delete ${addresses}.`));
}

/** What matters here of a plan, as `terraform show -json` prints it. platform: plan-json */
interface Plan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}
