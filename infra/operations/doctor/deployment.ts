import type { StackSession } from '../stack/stack-session';
import type { StackState } from '../stack/terraform-state';
import { type Clock, checkMilliseconds } from './check-limits';
import type { AccountQuestion, Finding } from './finding';
import { checkInitialization } from './machine/initialization';
import { checkPlan, type PlannedResources, plannedResources } from './machine/plan';
import { checkState, checkStateLock } from './machine/state';
import { runChecks } from './run-checks';

/** What is deployed, and what a deployment would change. */
export interface Deployment extends Pick<AccountQuestion, 'creates' | 'deletes' | 'adds' | 'reservedMemoryMb'> {
  /** @default - it cannot be read, or is another environment's or account's */
  readonly state: StackState | undefined;
}

/** As if nothing were deployed. */
export const nothingDeployed: Deployment = {
  state: undefined,
  creates: () => true,
  deletes: () => false,
  adds: () => true,
  reservedMemoryMb: 0,
};

/** A deployment with what was found on the way. */
export interface ExaminedDeployment {
  readonly findings: readonly Finding[];
  readonly deployment: Deployment;
}

/**
 * Initializes the stack's folder, which is the only check that may take longer than others, then reads the state, and plans.
 *
 * @param canPlan whether Terraform has what it needs for a plan
 */
export async function examineDeployment(
  session: StackSession,
  canPlan: Promise<boolean>,
  clock: Clock,
): Promise<ExaminedDeployment> {
  const begin = Date.now();
  const { findings, hasState } = await checkInitialization(session);
  if (Date.now() - begin > checkMilliseconds) clock.restart();
  if (!hasState) return { findings, deployment: nothingDeployed };
  let state: StackState | undefined;
  const readState = async () => {
    const examined = await checkState(session);
    ({ state } = examined);
    return examined.findings;
  };
  const ofState = await runChecks(
    [
      { name: 'State', run: readState },
      { name: 'State lock', run: () => checkStateLock(session) },
    ],
    clock.limit,
  );
  if (state === undefined) return { findings: [...findings, ...ofState], deployment: nothingDeployed };
  const planned = await examinePlan(session, state, canPlan, clock);
  return { findings: [...findings, ...ofState, ...planned.findings], deployment: planned.deployment };
}

async function examinePlan(
  session: StackSession,
  state: StackState,
  canPlan: Promise<boolean>,
  clock: Clock,
): Promise<ExaminedDeployment> {
  const isMissing = (type: string) => !state.types.has(type);
  let resources: PlannedResources = { creates: isMissing, deletes: () => false, adds: isMissing };
  const run = async () => {
    if (!(await canPlan)) return [notPlanned];
    const { findings, changes } = await checkPlan(session);
    if (changes !== undefined) resources = plannedResources(changes, session.stack.resources);
    return findings;
  };
  const findings = await runChecks([{ name: 'Plan', run }], clock.limit);
  return { findings, deployment: { state, ...resources, reservedMemoryMb: reservedMemoryMb(state) } };
}

const notPlanned: Finding = {
  check: 'Plan',
  state: 'note',
  found: 'not made, since variables or credentials are missing: what a change would replace was not checked',
};

function reservedMemoryMb(state: StackState): number {
  return state
    .attributesOf('tencentcloud_scf_reserved_concurrency_config')
    .reduce((sum, { reserved_concurrency_mem: memory }) => sum + (Number(memory) || 0), 0);
}
