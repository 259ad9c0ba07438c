import type { StackSession } from '../stack/stack-session';
import type { StackState } from '../stack/terraform-state';
import { certainTypes } from './account/needed-actions';
import { accountAccess } from './account-access';
import { accountChecks } from './account-checks';
import type { Finding } from './finding';
import { checkInitialization } from './machine/initialization';
import { checkNodeVersion } from './machine/node-version';
import { checkOutsideState } from './machine/outside-state';
import { checkState, checkStateLock } from './machine/state';
import { checkTerraformVersion } from './machine/terraform-version';
import { examineVariables } from './machine/variables';
import { type RunnableCheck, runChecks } from './run-checks';

/**
 * Finds out what would make the deployment of an environment fail: on this machine, in the state and in the account. It changes
 * nothing in the account. Checks that do not need each other run at the same time.
 *
 * @param env process environment for Terraform
 * @param synthesize synthesizes the stack, for which CDKTF needs Terraform, too
 */
export async function examine(
  env: NodeJS.ProcessEnv,
  synthesize: () => Promise<StackSession>,
): Promise<readonly Finding[]> {
  const program = await checkTerraformVersion(env);
  const programs = [checkNodeVersion(process.versions.node), program];
  if (programs.some(({ state }) => state === 'failure')) return [...programs, notSynthesized];
  let session: StackSession;
  try {
    session = await synthesize();
  } catch (error) {
    return [...programs, synthesisFailure(error as Error)];
  }
  return [...programs, ...(await examineStack(session))];
}

async function examineStack(session: StackSession): Promise<readonly Finding[]> {
  const results: Results = { values: new Map() };
  const machine = await Promise.all([runChecks([variablesCheck(session, results)]), examineState(session, results)]);
  const account = await examineAccount(session, results);
  const isUnknown = results.state === undefined && account.length > 1;
  return [...machine.flat(), ...account, ...(isUnknown ? [stateUnknown] : [])];
}

/** platform: cdktf-asks-terraform */
const notSynthesized: Finding = {
  check: 'Everything else',
  state: 'note',
  found: 'not checked, since the stack cannot be synthesized without these programs',
};

const stateUnknown: Finding = {
  check: 'Account',
  state: 'note',
  found: 'checked as if nothing were deployed, since the state was not read',
};

function synthesisFailure({ message }: Error): Finding {
  const advice = 'The app has printed why. Correct the settings in infra/settings/environments.ts.';
  return { check: 'Settings', state: 'failure', found: message.replace(/\.$/, ''), advice };
}

/** What later checks need of earlier ones. */
interface Results {
  values: ReadonlyMap<string, string>;
  state?: StackState;
}

function variablesCheck(session: StackSession, results: Results): RunnableCheck {
  return {
    name: 'Terraform variables',
    async run() {
      const { findings, values } = await examineVariables(session);
      results.values = values;
      return findings;
    },
  };
}

/** Initializes the stack's folder, which is the only check that may take longer than others, and then asks for its state. */
async function examineState(session: StackSession, results: Results): Promise<readonly Finding[]> {
  const { findings, hasState } = await checkInitialization(session);
  if (!hasState) return findings;
  const readState = async () => {
    const { findings: ofState, state } = await checkState(session);
    if (state !== undefined) results.state = state;
    return ofState;
  };
  const ofState = await runChecks([
    { name: 'State', run: readState },
    { name: 'State lock', run: () => checkStateLock(session) },
  ]);
  return [...findings, ...ofState];
}

async function examineAccount(session: StackSession, { values, state }: Results): Promise<readonly Finding[]> {
  const { settings, env } = session;
  const config = accountAccess(env, settings.region);
  if ('state' in config) return [config];
  const question = {
    settings,
    config,
    variable: (name: string) => values.get(name),
    hasStateBucket: session.stack.stateInCos,
    types: certainTypes(session.stack.resources),
    creates: (type: string) => !state?.types.has(type),
  };
  return runChecks([
    ...accountChecks.map(({ name, check }) => ({ name, run: () => check(question) })),
    ...(state === undefined ? [] : [{ name: 'Outside the state', run: () => checkOutsideState(session, state) }]),
  ]);
}
