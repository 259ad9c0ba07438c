import { variables } from '../../function/configuration/variables';
import { cidrContains } from './cidr';
import type { EnvironmentSettings } from './environment-schema';
import { stackVariables } from './stack-variables';

/** A setting that does not go with the others. */
interface Conflict {
  readonly path: readonly string[];
  readonly allowed: string;
}

/** What is wrong with settings each of which is right by itself. */
export function* environmentConflicts(settings: EnvironmentSettings): Iterable<Conflict> {
  const { name, network, region, codeStore, deletable } = settings;
  if (!cidrContains(network.vpcCidr, network.subnetCidr)) {
    yield { path: ['network', 'subnetCidr'], allowed: `a network within the VPC's, ${network.vpcCidr}` };
  }
  if (network.zone.replace(/-\d+$/, '') !== region) {
    yield { path: ['network', 'zone'], allowed: `a zone of the region, such as ${region}-3` };
  }
  if (name === 'prod' && deletable) {
    yield { path: ['deletable'], allowed: 'false, since prod keeps its store of codes' };
  }
  if (codeStore === 'memory') yield* memoryConflicts(settings);
  else if (codeStore.architecture === 'standard' && codeStore.shards !== undefined) {
    yield { path: ['codeStore', 'shards'], allowed: 'none, since only a cluster has shards' };
  }
  yield* variableConflicts(settings);
}

/** Codes that are kept in an instance of the function are known to that instance alone. */
function* memoryConflicts({ deletable, function: { reservedInstances, provisionedInstances } }: EnvironmentSettings) {
  if (reservedInstances !== undefined && reservedInstances !== 1) {
    yield { path: ['function', 'reservedInstances'], allowed: '1, since codes are kept in the instance' };
  }
  if (provisionedInstances !== undefined) {
    yield { path: ['function', 'provisionedInstances'], allowed: 'none, since codes are kept in the only instance' };
  }
  if (!deletable) {
    yield { path: ['codeStore'], allowed: 'the settings of a Redis instance, since the environment is not deletable' };
  }
}

/** Refuses what the stack sets itself, and what the function would refuse when it starts. */
function* variableConflicts({ corsOrigins, function: { variables: more = {} } }: EnvironmentSettings) {
  const cors = variables.shape.CORS_ORIGINS.safeParse(corsOrigins.join(',') || undefined);
  if (!cors.success) yield { path: ['corsOrigins'], allowed: 'origins such as https://app.example.com, or *' };
  for (const [name, value] of Object.entries(more)) {
    const allowed = allowedValue(name, value);
    if (allowed !== undefined) yield { path: ['function', 'variables', name], allowed };
  }
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
