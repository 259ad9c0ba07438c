import { regions, zonesOf } from './region';

/** One kind of fault that an account can have. */
export interface FaultKind {
  /** What stands for the value in descriptions, such as `ZONE`. @default - the fault has no value */
  readonly value?: string;
  /** The allowed values: a list, or a pattern with an explanation. @default - the fault has no value */
  readonly allowed?: readonly string[] | { readonly pattern: RegExp; readonly text: string };
  /** Whether an account can have it several times, with other values. @default false */
  readonly isRepeatable?: true;
  readonly description: string;
}

const services = [
  'apigateway',
  'cam',
  'captcha',
  'cls',
  'monitor',
  'redis',
  'region',
  'scf',
  'sms',
  'ssl',
  'sts',
  'tag',
  'vpc',
] as const;
/** Prefixes of CAM's actions. platform: cam-security-groups-are-cvm, cam-api-gateway-is-apigw */
const actionPrefixes = ['apigw', 'cos', 'cvm', ...services.filter((name) => name !== 'apigateway')].sort();
const oneOf = (...values: readonly string[]) => ({ value: values.join('|'), allowed: values });

/** The faults of an account that deployments meet, by name. */
export const faultKinds = {
  'sold-out': {
    value: 'ZONE',
    allowed: regions.flatMap((region) => zonesOf(region).map(({ name }) => name)),
    isRepeatable: true,
    description: 'no Redis can be bought in the zone',
  },
  'cls-closed': { description: 'the owner has not opened CLS, which refuses to create anything' },
  'scf-role-missing': { description: 'the owner has not authorised SCF (role SCF_QcsRole): nothing reaches a log' },
  'keys-disabled': { description: 'the printed API keys are disabled' },
  'keys-expired': { description: 'the printed API keys are temporary ones that have expired' },
  'right-missing': {
    value: 'ACTION',
    allowed: {
      pattern: new RegExp(`^(${actionPrefixes.join('|')}):[A-Z]\\w*$`),
      text: `an action of CAM such as redis:CreateInstances, of ${actionPrefixes.join(', ')}`,
    },
    isRepeatable: true,
    description: 'the printed API keys are those of a CAM user who may call every action but this one',
  },
  sign: { ...oneOf('in-review', 'refused'), description: 'the signature is in review, or was refused' },
  template: {
    ...oneOf('in-review', 'refused', 'abroad', 'parameters'),
    description:
      'the template 1110 is in review, was refused, is for other countries only, or has three parameters instead of two',
  },
  package: {
    ...oneOf('used-up', 'expired'),
    description: 'the package of messages is used up, or has expired: none is sent to the Chinese mainland',
  },
  receipts: {
    ...oneOf('failed', 'never'),
    description:
      'carriers report that messages were not received, or never report anything; the inbox shows the messages nevertheless',
  },
  quota: {
    ...oneOf('vpcs', 'security-groups', 'functions', 'concurrency'),
    isRepeatable: true,
    description:
      'other things of the account use up what a region can have: VPCs, security groups, functions of the namespace ' +
      'default, or memory that functions can reserve',
  },
  'name-taken': {
    value: 'NAME',
    allowed: { pattern: /^[A-Za-z][\w-]{0,58}[A-Za-z0-9]$/, text: 'the name of a function' },
    isRepeatable: true,
    description: 'somebody else has a function of this name in the namespace default, without tags',
  },
  leftover: {
    value: 'NAME',
    allowed: { pattern: /^[\p{Script=Han}A-Za-z0-9_ -]{1,59}$/u, text: 'the name of a Redis instance' },
    isRepeatable: true,
    description:
      'an interrupted deployment left a Redis instance of this name, in a VPC of its own, without tags (in ap-guangzhou)',
  },
  'api-gateway-closed': { description: 'the account never bought API Gateway, which refuses every call' },
  'service-down': {
    value: 'SERVICE',
    allowed: services,
    isRepeatable: true,
    description: `every call of the API's service fails with InternalError: ${services.join(', ')}`,
  },
} as const satisfies Readonly<Record<string, FaultKind>>;

export type FaultName = keyof typeof faultKinds;

/** The faults that an account has. */
export interface Faults {
  has(name: FaultName): boolean;
  /** @returns the values of a repeatable fault, each once */
  values(name: FaultName): readonly string[];
  /** @returns the value of a fault; `undefined` if the account does not have it */
  value(name: FaultName): string | undefined;
}

const isFaultName = (name: string): name is FaultName => Object.hasOwn(faultKinds, name);

/** Faults of which an account can have only one, since all are about the printed API keys. */
const keyFaults: readonly FaultName[] = ['keys-disabled', 'keys-expired', 'right-missing'];

/** A fault as it is written: `sold-out=ZONE`, `cls-closed`. */
export function faultSyntax(name: FaultName): string {
  const { value }: FaultKind = faultKinds[name];
  return value === undefined ? name : `${name}=${value}`;
}

/**
 * Reads faults such as `sold-out=ap-guangzhou-3` and `cls-closed`.
 *
 * @throws {Error} that says what is allowed
 */
export function readFaults(texts: readonly string[]): Faults {
  const found = new Map<FaultName, Set<string>>();
  for (const text of texts) {
    const { name, value } = readFault(text);
    const values = found.get(name) ?? new Set();
    const { isRepeatable }: FaultKind = faultKinds[name];
    if (values.size > 0 && !values.has(value) && isRepeatable !== true) {
      throw new Error(`The fault ${name} can have one value: found ${[...values].join(', ')} and ${value}`);
    }
    found.set(name, values.add(value));
  }
  const ofKeys = keyFaults.filter((name) => found.has(name));
  if (ofKeys.length > 1) {
    throw new Error(`The faults ${ofKeys.join(' and ')} exclude each other; allowed: one of ${keyFaults.join(', ')}`);
  }
  return {
    has: (name) => found.has(name),
    values: (name) => [...(found.get(name) ?? [])],
    value: (name) => found.get(name)?.values().next().value,
  };
}

function readFault(text: string): { readonly name: FaultName; readonly value: string } {
  const [name = '', ...rest] = text.split('=');
  if (!isFaultName(name)) {
    throw new Error(`The fault "${text}" is unknown; allowed: ${Object.keys(faultKinds).join(', ')}`);
  }
  const value = rest.join('=');
  const { allowed }: FaultKind = faultKinds[name];
  if (allowed === undefined) {
    if (rest.length === 0) return { name, value };
    throw new Error(`The fault ${name} has no value: found "${text}"; allowed: ${name}`);
  }
  const described = 'text' in allowed ? allowed.text : allowed.join(', ');
  if (value === '')
    throw new Error(`The fault ${name} needs a value, as in ${faultSyntax(name)}; allowed: ${described}`);
  if ('pattern' in allowed ? allowed.pattern.test(value) : allowed.includes(value)) return { name, value };
  throw new Error(`The fault ${name}: found "${value}"; allowed: ${described}`);
}
