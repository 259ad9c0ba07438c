import { connect, type NetConnectOpts } from 'node:net';
import { readApiEndpoint } from '../../function/configuration/api-endpoint';

/** Errors of a connection to an address at which nothing listens any more: that of a port, and that of a socket's file. */
const nothingListens: readonly unknown[] = ['ECONNREFUSED', 'ENOENT'];

/** How long a local cloud may take to accept a connection, in milliseconds. */
const patienceMs = 1000;

/** Says in a line that commands work on a local cloud. @returns `undefined` if they work on Tencent Cloud */
export function describeTarget(env: NodeJS.ProcessEnv): string | undefined {
  const { API_ENDPOINT: endpoint, TF_REATTACH_PROVIDERS: providers = '' } = env;
  if (!endpoint && !providers.includes('/tencentcloudstack/tencentcloud"')) return undefined;
  const target = endpoint
    ? `the local cloud at ${endpoint} (API_ENDPOINT)`
    : 'the local cloud that TF_REATTACH_PROVIDERS names';
  return `Target: ${target}, not an account at Tencent Cloud.`;
}

/** That a local cloud has ended, and what to do. */
export interface EndedCloud {
  /** Without a full stop. */
  readonly found: string;
  readonly advice: string;
}

/** Finds out whether variables name a local cloud that has ended. @returns `undefined` if none does */
export async function findEndedCloud(env: NodeJS.ProcessEnv): Promise<EndedCloud | undefined> {
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
  const ended = await findEndedCloud(env);
  if (ended !== undefined) throw new Error(`${ended.found}. ${ended.advice}`);
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
