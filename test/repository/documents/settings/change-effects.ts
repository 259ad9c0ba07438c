import { checkEnvironment } from '../../../../infra/settings/check-environment';
import { changeSettings } from '../../../e2e/matrix/changes';
import {
  ofApiGateway,
  ofMonitoring,
  ofPolicy,
  ofRedis,
  replacedFunction,
  replacedNetwork,
  replacedRedis,
} from '../../../e2e/matrix/stack-parts';
import type { Step, Walk } from '../../../e2e/matrix/walk';
import { settingComments } from './setting-comments';

/** What is replaced together with a function: its triggers, its reservation, and its domain. */
const withFunction = [
  ...replacedFunction,
  'api_gateway_api',
  'api_gateway_service_release',
  'scf_reserved_concurrency_config',
  'scf_custom_domain',
];

/** The words with which `@change` declares that resources are replaced or deleted, and the types of these resources. */
const effects: Readonly<Record<string, readonly string[]>> = {
  'replaces the function': withFunction,
  'replaces the network': replacedNetwork,
  'replaces Redis': replacedRedis,
  'replaces the network and Redis': [...replacedNetwork, ...replacedRedis],
  'replaces the reservation': ['scf_reserved_concurrency_config'],
  'replaces the template': ['sms_template'],
  'replaces the domain': ['scf_custom_domain'],
  'replaces the trigger': ['scf_trigger', ...ofApiGateway],
  'own Redis is deleted': [...ofRedis, 'redis_maintenance_window'],
  'as is the reservation': ['scf_reserved_concurrency_config'],
  'deletes the domain': ['scf_custom_domain'],
  'deletes the log and the alarms': ofMonitoring,
  'the role gets the other policy': ofPolicy,
  'is taken away is deleted': ['tls_private_key'],
  'or deleted if it is taken away': ['sms_template'],
  'keeps the window': ['redis_maintenance_window'],
};

/** The words with which `@change` declares that a plan is refused, always or under a condition that follows. */
const refusals = ['is refused', 'Terraform refuses'];

/** A step of a walk in which valid settings are changed to valid settings. */
export interface Change {
  readonly walk: string;
  readonly paths: readonly string[];
  /** Types of the resources that are replaced or deleted. */
  readonly types: readonly string[];
  readonly isRefused: boolean;
  /** Whether values of Terraform variables change in the same step, which can delete resources, too. */
  readonly hasOtherVariables: boolean;
}

/** Lists the changes in walks. Settings that are refused by themselves, whatever is deployed, are no change. */
export function changesIn(walks: readonly Walk[]): readonly Change[] {
  return walks.flatMap(({ name, start, steps }) => {
    let before = start;
    return steps.flatMap((step) => {
      const after = changeSettings(before, step.set);
      if (step.refused === undefined) before = after;
      return isValid(after) ? [changeOf(name, step)] : [];
    });
  });
}

function changeOf(walk: string, { set, replaces = [], removes = [], refused, variables }: Step): Change {
  return {
    walk,
    paths: Object.keys(set),
    types: [...replaces, ...removes],
    isRefused: refused !== undefined,
    hasOtherVariables: variables !== undefined,
  };
}

function isValid(settings: Parameters<typeof checkEnvironment>[0]): boolean {
  try {
    checkEnvironment(settings);
    return true;
  } catch {
    return false;
  }
}

/** What the settings declare, by path: the words of the effects, and whether a change can be refused. */
export interface DeclaredEffects {
  readonly words: readonly string[];
  readonly canBeRefused: boolean;
}

/** Reads the effects from the doc comments of the settings. */
export function declaredEffects(): ReadonlyMap<string, DeclaredEffects> {
  const declared = [...settingComments()].map(([path, comments]) => {
    const text = comments.map(({ change = '' }) => change).join(' ');
    const words = Object.keys(effects).filter((effect) => text.includes(effect));
    return [path, { words, canBeRefused: refusals.some((refusal) => text.includes(refusal)) }] as const;
  });
  return new Map(declared);
}

/** Lists what walks do that no setting declares, and what settings declare that no walk does. */
export function wrongEffects(changes: readonly Change[], declared: ReadonlyMap<string, DeclaredEffects>) {
  return [...undeclared(changes, declared), ...unproved(changes, declared)];
}

function* undeclared(changes: readonly Change[], declared: ReadonlyMap<string, DeclaredEffects>): Iterable<string> {
  for (const { walk, paths, types, isRefused, hasOtherVariables } of changes) {
    const known = paths.map((path) => declared.get(path));
    const covered = known.flatMap((one) => (one?.words ?? []).flatMap((word) => effects[word] ?? []));
    const open = hasOtherVariables ? [] : types.filter((type) => !covered.includes(type));
    for (const type of open) yield `${walk}: ${paths.join(', ')} replaces or deletes ${type}`;
    if (isRefused && !known.some((one) => one?.canBeRefused)) yield `${walk}: ${paths.join(', ')} is refused`;
  }
}

function* unproved(changes: readonly Change[], declared: ReadonlyMap<string, DeclaredEffects>): Iterable<string> {
  for (const [path, { words, canBeRefused }] of declared) {
    const own = changes.filter(({ paths }) => paths.includes(path));
    for (const word of words) {
      const isShown = own.some(({ types }) => types.some((type) => effects[word]?.includes(type)));
      if (!isShown) yield `${path}: no step shows that it "${word}"`;
    }
    if (canBeRefused && !own.some(({ isRefused }) => isRefused)) yield `${path}: no step shows that it is refused`;
  }
}
