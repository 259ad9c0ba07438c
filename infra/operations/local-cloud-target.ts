import { connect, type NetConnectOpts } from 'node:net';
import { readApiEndpoint } from '../../function/configuration/api-endpoint';
import { readLocalCloud } from './account-client';

/** Errors of a connection to an address at which nothing listens any more: that of a port, and that of a socket's file. */
const nothingListens: readonly unknown[] = ['ECONNREFUSED', 'ENOENT'];

/** How long a local cloud may take to accept a connection, in milliseconds. */
const patienceMs = 1000;

/**
 * Says in a line that a command and its Terraform work on a local cloud.
 *
 * @returns `undefined` if they work on Tencent Cloud
 * @throws {Error} with what to do, if one of them does, or if `API_ENDPOINT` is no address of a local cloud
 */
export function describeTarget(env: NodeJS.ProcessEnv): string | undefined {
  const cloud = readLocalCloud(env);
  refuse(findSplitTarget(env));
  return cloud && `Target: the local cloud at ${env.API_ENDPOINT} (API_ENDPOINT), not an account at Tencent Cloud.`;
}

/** What is wrong with variables that name a local cloud, and what to do. */
export interface TargetProblem {
  /** Without a full stop. */
  readonly found: string;
  readonly advice: string;
}

/**
 * Finds out whether a command would work on a local cloud, and its Terraform on Tencent Cloud, or the reverse: Terraform does not read
 * `API_ENDPOINT`.
 *
 * platform: reattach-providers, provider-by-proxy
 *
 * @returns `undefined` if both work on the same one
 */
export function findSplitTarget(env: NodeJS.ProcessEnv): TargetProblem | undefined {
  const { API_ENDPOINT: endpoint, TF_REATTACH_PROVIDERS: providers = '' } = env;
  const isReattached = providers.includes('/tencentcloudstack/tencentcloud"');
  const isProxied = env.TENCENTCLOUD_PROTOCOL === 'HTTP' && env.HTTP_PROXY === endpoint;
  const advice = 'Set all the variables that the local cloud prints, or unset it.';
  if (!endpoint) {
    const found =
      'TF_REATTACH_PROVIDERS names a local cloud, but the commands would search for the environment at Tencent Cloud';
    return isReattached ? { found, advice } : undefined;
  }
  // What is no address is refused by others.
  if (isReattached || isProxied || addressOfApi(endpoint).length === 0) return undefined;
  return { found: 'API_ENDPOINT names a local cloud, but Terraform would work on Tencent Cloud', advice };
}

/** Finds out whether variables name a local cloud that has ended. @returns `undefined` if none does */
export async function findEndedCloud(env: NodeJS.ProcessEnv): Promise<TargetProblem | undefined> {
  const addresses = {
    API_ENDPOINT: addressOfApi(env.API_ENDPOINT),
    TF_REATTACH_PROVIDERS: addressesOfProviders(env.TF_REATTACH_PROVIDERS),
  };
  const ended: string[] = [];
  for (const [name, candidates] of Object.entries(addresses)) {
    const alive = await Promise.all(candidates.map(isAlive));
    if (alive.includes(false)) ended.push(name);
  }
  if (ended.length === 0) return undefined;
  return {
    found: `${ended.join(' and ')} ${ended.length === 1 ? 'names' : 'name'} a local cloud that has ended`,
    advice: 'Start it again and set the variables that it prints, or unset them, such as by using a new terminal.',
  };
}

/** Refuses to work with variables that name a local cloud that has ended. @throws {Error} with what to do */
export async function refuseEndedCloud(env: NodeJS.ProcessEnv): Promise<void> {
  refuse(await findEndedCloud(env));
}

function refuse(problem: TargetProblem | undefined): void {
  if (problem !== undefined) throw new Error(`${problem.found}. ${problem.advice}`);
}

function addressOfApi(endpoint = ''): readonly NetConnectOpts[] {
  const address = readApiEndpoint(endpoint)?.connectTo;
  return address === undefined ? [] : [address];
}

/** The sockets of the providers. platform: reattach-providers */
function addressesOfProviders(text = ''): readonly NetConnectOpts[] {
  try {
    const providers: Readonly<Record<string, Reattach | null>> = JSON.parse(text);
    const paths = Object.values(providers).flatMap((provider) =>
      provider?.Addr?.Network === 'unix' ? [provider.Addr.String] : [],
    );
    return [...new Set(paths)].map((path) => ({ path }));
  } catch {
    // Terraform refuses it.
    return [];
  }
}

interface Reattach {
  readonly Addr?: { readonly Network: string; readonly String: string } | null;
}

/** Whether something listens at an address, or nobody can tell. */
function isAlive(address: NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ ...address, timeout: patienceMs });
    const end = (alive: boolean) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', (error: NodeJS.ErrnoException) => end(!nothingListens.includes(error.code)));
  });
}
