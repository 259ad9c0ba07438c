import { tooManyGuesses } from '../../function/configuration/contradictions';
import { variables } from '../../function/configuration/variables';
import { cidrContains } from './cidr';
import { mostReservedInstances } from './concurrency-quota';
import type { Conflict } from './conflict';
import type { EnvironmentSettings } from './environment-schema';
import type { ExistingRedisSettings, OwnNetworkSettings } from './infrastructure-schema';
import { redisConflicts } from './redis-conflicts';
import { defaultRedisAccount, isOwnNetwork, isOwnRedis } from './shared-infrastructure';
import { smsConflicts } from './sms-conflicts';
import { stackVariables } from './stack-variables';
import { settingsVariablesSize, stackVariablesSize, variablesLimit } from './variables-size';

/** Finds settings that are valid by themselves, but not in combination. */
export function* environmentConflicts(settings: EnvironmentSettings): Iterable<Conflict> {
  const { network, region, codeStore } = settings;
  if (isOwnNetwork(network)) yield* networkConflicts(network, region);
  yield* smsConflicts(settings);
  const most = mostReservedInstances(region, settings.function.memoryMb);
  if ((settings.function.reservedInstances ?? 0) > most) {
    const allowed = `at most ${most}, since the quota of ${region} has no more memory to reserve`;
    yield { path: ['function', 'reservedInstances'], allowed };
  }
  if (codeStore === 'memory') yield* memoryConflicts(settings);
  else if (!isOwnRedis(codeStore)) yield* sharedRedisConflicts(codeStore, settings);
  else yield* redisConflicts(codeStore, isOwnNetwork(network) ? network.zone : undefined, region);
  yield* variableConflicts(settings);
  const [size, room] = [settingsVariablesSize(settings), variablesLimit - stackVariablesSize];
  if (size > room) {
    const path = ['function', 'variables'];
    yield {
      path,
      allowed: `${room} bytes together with corsOrigins and smsDestinations, which have ${size}; the platform allows 4 KB in all`,
    };
  }
}

function* networkConflicts({ vpcCidr, subnetCidr, zone }: OwnNetworkSettings, region: string): Iterable<Conflict> {
  if (!cidrContains(vpcCidr, subnetCidr)) {
    yield { path: ['network', 'subnetCidr'], allowed: `a CIDR block within the VPC's, ${vpcCidr}` };
  }
  if (zone.replace(/-\d+$/, '') !== region) {
    yield { path: ['network', 'zone'], allowed: `a zone of the region, such as ${region}-3` };
  }
}

/** Only what is in its VPC can reach a Redis instance. */
function* sharedRedisConflicts(
  codeStore: { readonly environment: string } | ExistingRedisSettings,
  { name, network }: EnvironmentSettings,
): Iterable<Conflict> {
  if ('environment' in codeStore && name === defaultRedisAccount) {
    yield { path: ['name'], allowed: 'another name, since each Redis instance has an account root of its own' };
  }
  if (isOwnNetwork(network)) {
    const allowed = "the settings of a Redis instance, since one that exists is not in the environment's own VPC";
    yield { path: ['codeStore'], allowed };
  } else if (
    'environment' in codeStore &&
    !('environment' in network && network.environment === codeStore.environment)
  ) {
    const allowed = `an instance in the VPC of \`network\`: take both of ${codeStore.environment}`;
    yield { path: ['codeStore', 'environment'], allowed };
  }
}

/** Instances of the function do not share the codes that they store in memory, so there must be only one. */
function* memoryConflicts({ deletable, function: { reservedInstances } }: EnvironmentSettings) {
  if (reservedInstances !== undefined && reservedInstances !== 1) {
    yield { path: ['function', 'reservedInstances'], allowed: '1, since instances do not share codes in memory' };
  }
  if (!deletable) {
    yield { path: ['codeStore'], allowed: 'the settings of a Redis instance, since the environment is not deletable' };
  }
}

/** Refuses what the stack sets itself, and what the function would refuse when it starts. */
function* variableConflicts(settings: EnvironmentSettings) {
  const {
    corsOrigins,
    sessionAudience,
    function: { variables: extraVariables = {} },
  } = settings;
  const audience = variables.shape.SESSION_AUDIENCE.safeParse(sessionAudience);
  if (!audience.success) yield { path: ['sessionAudience'], allowed: audience.error.issues[0]?.message ?? '' };
  const cors = variables.shape.CORS_ORIGINS.safeParse(corsOrigins.join(',') || undefined);
  if (!cors.success) yield { path: ['corsOrigins'], allowed: 'origins such as https://app.example.com, or *' };
  for (const [name, value] of Object.entries(extraVariables)) {
    const allowed = allowedValue(name, value);
    if (allowed !== undefined) yield { path: ['function', 'variables', name], allowed };
  }
  const daily = variables.shape.SEND_DAILY_LIMIT.safeParse(extraVariables.SEND_DAILY_LIMIT);
  const maxAttempts = variables.shape.CODE_MAX_ATTEMPTS.safeParse(extraVariables.CODE_MAX_ATTEMPTS);
  if (!daily.success || !maxAttempts.success) return;
  const allowed = tooManyGuesses({ daily: daily.data, maxAttempts: maxAttempts.data });
  if (allowed !== undefined) yield { path: ['function', 'variables', 'SEND_DAILY_LIMIT'], allowed };
}

/** @returns what is allowed for a variable of the function, or `undefined` if its value is allowed */
function allowedValue(name: string, value: string): string | undefined {
  const [, setElsewhere] = Object.entries(stackVariables).find(([known]) => known === name) ?? [];
  if (setElsewhere !== undefined) return setElsewhere;
  const [, variable] = Object.entries(variables.shape).find(([known]) => known === name) ?? [];
  if (variable === undefined) return `one of ${settableVariables().join(', ')}`;
  const { error } = variable.safeParse(value);
  return error && (error.issues[0]?.message ?? 'another value');
}

function settableVariables(): string[] {
  return Object.keys(variables.shape).filter((name) => !Object.hasOwn(stackVariables, name));
}
