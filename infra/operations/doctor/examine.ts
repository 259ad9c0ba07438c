import type { ClientConfig } from 'tencentcloud-sdk-nodejs/tencentcloud/common/interface';
import { findEndedCloud, findSplitTarget } from '../local-cloud-target';
import type { StackSession } from '../stack/stack-session';
import { certainTypes } from './account/needed-actions';
import { accountAccess } from './account-access';
import { accountChecks, keysCheck, type NamedCheck } from './account-checks';
import { type Clock, startClock } from './check-limits';
import { type Deployment, examineDeployment, nothingDeployed } from './deployment';
import type { AccountQuestion, Finding } from './finding';
import { checkNodeVersion } from './machine/node-version';
import { checkOutsideState } from './machine/outside-state';
import { ofProvider } from './machine/plan';
import { checkSharedUse } from './machine/shared-use';
import { checkTerraformVersion } from './machine/terraform-version';
import { type ExaminedVariables, examineVariables } from './machine/variables';
import { runAccountChecks } from './run-account-checks';
import { type RunnableCheck, runChecks } from './run-checks';
import { splitMessage } from './split-message';

/**
 * Finds out what would make the deployment of an environment fail: on this machine, in the state and in the account. It changes
 * nothing in the account. Checks that do not need each other run at the same time.
 *
 * @param env process environment for Terraform
 * @param synthesize synthesizes the stack
 */
export async function examine(
  env: NodeJS.ProcessEnv,
  synthesize: () => Promise<StackSession>,
): Promise<readonly Finding[]> {
  const program = await checkTerraformVersion(env);
  const programs = [checkNodeVersion(process.versions.node), program];
  if (programs.some(({ state }) => state === 'failure'))
    return [...programs, notChecked('the checks run these programs')];
  const problem = (await findEndedCloud(env)) ?? findSplitTarget(env);
  if (problem !== undefined) {
    return [
      ...programs,
      { check: 'Local cloud', state: 'failure', ...problem },
      notChecked('the checks ask the local cloud'),
    ];
  }
  let session: StackSession;
  try {
    session = await synthesize();
  } catch (error) {
    return [...programs, synthesisFailure(error as Error)];
  }
  return [...programs, ...(await examineStack(session))];
}

const notChecked = (reason: string): Finding => ({
  check: 'Everything else',
  state: 'note',
  found: `not checked, since ${reason}`,
});

function synthesisFailure({ message }: Error): Finding {
  const { found, advice } = splitMessage(message);
  const otherwise = 'The app has printed why. Correct the settings in infra/settings/own-presets.ts.';
  return { check: 'Settings', state: 'failure', found, advice: advice || otherwise };
}

const stateUnknown: Finding = {
  check: 'Account',
  state: 'note',
  found: 'checked as if nothing were deployed, since the state was not read',
};

async function examineStack(session: StackSession): Promise<readonly Finding[]> {
  const clock = startClock();
  const access = accountAccess(session.env, session.settings.region);
  const hasCredentials = !('state' in access && access.state === 'failure');
  const variables = checkVariables(session, clock);
  const isComplete = variables.then(({ findings }) => findings.every(({ state }) => state === 'ok'));
  const canPlan = isComplete.then((complete) => complete && hasCredentials);
  const examined = examineDeployment(session, canPlan, clock);
  const account =
    'state' in access
      ? [access]
      : examineAccount({
          session,
          config: access,
          clock,
          values: variables.then(({ values }) => values),
          deployed: examined.then(({ deployment }) => deployment),
        });
  const [ofVariables, ofDeployment, ofAccount] = await Promise.all([variables, examined, account]);
  const hasKeysRefused = ofAccount.some(({ check, state }) => check === keysCheck && state === 'failure');
  // A provider that asks for its credentials' owner refuses the same keys.
  const more = ofDeployment.findings.filter(({ check }) => !(hasKeysRefused && check === ofProvider));
  return [...ofVariables.findings, ...more, ...ofAccount];
}

async function checkVariables(session: StackSession, clock: Clock): Promise<ExaminedVariables> {
  let values: ExaminedVariables['values'] = new Map();
  const run = async () => {
    const examined = await examineVariables(session);
    ({ values } = examined);
    return examined.findings;
  };
  const findings = await runChecks([{ name: 'Terraform variables', run }], clock.limit);
  return { findings, values };
}

interface AccountExamination {
  readonly session: StackSession;
  readonly config: ClientConfig;
  readonly clock: Clock;
  readonly values: Promise<ReadonlyMap<string, string>>;
  readonly deployed: Promise<Deployment>;
}

/** Makes each check as soon as what it needs is known, and tells together what fails for the same reason. */
async function examineAccount({ session, config, clock, ...known }: AccountExamination): Promise<readonly Finding[]> {
  const { settings, stack } = session;
  const ask = async (needs: NamedCheck['needs']): Promise<AccountQuestion> => {
    const values = needs === undefined ? new Map<string, string>() : await known.values;
    const deployment = needs === 'plan' ? await known.deployed : nothingDeployed;
    const variable = (name: string) => values.get(name);
    const types = certainTypes(stack.resources);
    return { settings, config, variable, types, hasStateBucket: stack.stateInCos, ...deployment };
  };
  const findings = await runAccountChecks(
    [
      ...accountChecks.map(({ name, check, needs }): RunnableCheck => {
        const question = ask(needs);
        return { name, after: question, run: async () => check(await question) };
      }),
      {
        name: 'Outside the state',
        after: known.deployed,
        run: async () => {
          const { state } = await known.deployed;
          return state === undefined ? [] : checkOutsideState(session, state);
        },
      },
      {
        name: 'Shared infrastructure',
        after: known.deployed,
        run: async () => checkSharedUse(session, await known.deployed),
      },
    ],
    clock.limit,
  );
  const { state } = await known.deployed;
  return state === undefined ? [...findings, stateUnknown] : findings;
}
