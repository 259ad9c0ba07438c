import { accountClientConfig } from '../../../../../infra/operations/account-client';
import { certainTypes } from '../../../../../infra/operations/doctor/account/needed-actions';
import type { AccountCheck, AccountQuestion, Finding } from '../../../../../infra/operations/doctor/finding';
import type { EnvironmentSettings } from '../../../../../infra/settings/environment-schema';
import type { ApiCall } from '../../../../../local-cloud/api/api-server';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../../../../local-cloud/local-cloud';
import { environment, synthesize } from '../../../../support/synthesize';

/** What the checks are told of an environment. */
export interface Examined {
  /** @default - those of the preset dev */
  readonly settings?: EnvironmentSettings;
  /** Values of Terraform variables in place of those of the local cloud; `undefined` for none. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Types of the resources that the state has. @default none */
  readonly deployed?: readonly string[];
  /** Those of them that the deployment deletes first, and creates again. @default none */
  readonly replaced?: readonly string[];
  /** Memory that the deployed function has reserved, in MB. @default 0 */
  readonly reservedMemoryMb?: number;
  /** Credentials in place of the owner's. */
  readonly env?: NodeJS.ProcessEnv;
  /** @default false */
  readonly hasStateBucket?: boolean;
}

type Reply = Readonly<Record<string, unknown>>;

/** The account of a local cloud that is checked before a deployment. */
export interface ExaminedAccount {
  readonly cloud: LocalCloud;
  /** Makes a check. */
  check(check: AccountCheck, examined?: Examined): Promise<readonly Finding[]>;
  /** The same, with each finding as `<state>: <what was found>`. */
  found(check: AccountCheck, examined?: Examined): Promise<readonly string[]>;
  /** Lets the API answer all further calls of an action with this. */
  answer(action: string, reply: Reply | ((parameters: ApiCall['parameters']) => Reply)): void;
  /** Lets the API refuse all further calls of an action. */
  refuse(action: string, code: string, message?: string): void;
  /** All calls so far. */
  readonly calls: readonly ApiCall[];
  stop(): Promise<void>;
}

export async function startExaminedAccount(options: LocalCloudOptions = {}): Promise<ExaminedAccount> {
  const replies = new Map<string, (parameters: ApiCall['parameters']) => Reply>();
  const calls: ApiCall[] = [];
  const cloud = await startLocalCloud({
    ...options,
    interceptCall(call) {
      calls.push(call);
      const reply = replies.get(call.action)?.(call.parameters);
      if (reply === undefined) return undefined;
      return (response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ Response: { ...reply, RequestId: 'of a test' } }));
      };
    },
  });

  async function makeCheck(check: AccountCheck, examined: Examined = {}): Promise<readonly Finding[]> {
    const {
      settings = environment('dev'),
      variables = {},
      deployed = [],
      replaced = [],
      hasStateBucket = false,
    } = examined;
    const { reservedMemoryMb = 0 } = examined;
    const question: AccountQuestion = {
      settings,
      config: accountClientConfig({ ...cloud.env, ...examined.env }, settings.region),
      variable: (name) => (name in variables ? variables[name] : cloud.env[`TF_VAR_${name}`]),
      creates: (type) => !deployed.includes(type) || replaced.includes(type),
      deletes: (type) => replaced.includes(type),
      adds: (type) => !deployed.includes(type),
      reservedMemoryMb,
      hasStateBucket,
      types: typesOf(settings),
    };
    const findings = await check(question);
    findings.forEach(refuseUnprintable);
    return findings;
  }

  return {
    cloud,
    calls,
    check: makeCheck,
    found: async (...args) => (await makeCheck(...args)).map(({ state, found }) => `${state}: ${found}`),
    answer: (action, reply) => void replies.set(action, typeof reply === 'function' ? reply : () => reply),
    refuse: (action, Code, Message = 'refused by a test') =>
      void replies.set(action, () => ({ Error: { Code, Message } })),
    stop: () => cloud.stop(),
  };
}

const typesOfSettings = new Map<string, ReadonlySet<string>>();

/** Types of the resources that the stack of an environment has in any case. Those of the same settings are synthesized once. */
function typesOf(settings: EnvironmentSettings): ReadonlySet<string> {
  const key = JSON.stringify(settings);
  const resources = () =>
    Object.entries(synthesize(settings).resource).flatMap(([type, byName]) =>
      Object.values(byName).map((attributes) => ({ type, attributes })),
    );
  const types = typesOfSettings.get(key) ?? certainTypes(resources());
  typesOfSettings.set(key, types);
  return types;
}

/** Refuses a finding that is not a single line, or a problem without advice in sentences. */
function refuseUnprintable({ state, found, advice }: Finding): void {
  if (/\n|\.$/.test(found)) throw new Error(`not a line without a full stop: ${found}`);
  const needsAdvice = state === 'warning' || state === 'failure';
  if (needsAdvice && !/^[A-Z].*\.$/.test(advice ?? '')) throw new Error(`no advice in sentences: ${advice}`);
}
