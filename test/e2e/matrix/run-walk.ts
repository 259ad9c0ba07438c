import { expect } from 'vitest';
import { checkEnvironment } from '../../../infra/settings/check-environment';
import type { EnvironmentSettings } from '../../../infra/settings/environment-schema';
import { call, callByDomain, codeFor } from '../../support/client';
import { startTestCloud, type TestCloud, type TestCloudOptions } from '../../support/deployed-environment';
import type { Deployment } from '../../support/deployment';
import { changeSettings } from './changes';
import { applyChanges } from './planned-changes';
import { domainRecords } from './stack-parts';
import type { Step, Walk } from './walk';

/** The platform's status of an invocation that took too long. */
const timedOut = 433;

/** An environment to deploy: its settings, and the values of Terraform variables. */
interface Wanted {
  readonly settings: EnvironmentSettings;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Deploys an environment to a local cloud of its own, makes the changes of a walk one after another, and destroys it. After each
 * change, a plan has to be empty and the function has to answer; in the end, nothing may be left in the account.
 */
export async function runWalk({ start, steps }: Walk, options: TestCloudOptions): Promise<void> {
  const test = await startTestCloud({ ...options, records: domainRecords });
  try {
    const deployment = await test.prepare();
    let wanted: Wanted = { settings: start, variables: {} };
    await expectToChange(test, deployment, wanted, { set: {} });
    for (const step of steps) {
      const next = {
        settings: changeSettings(wanted.settings, step.set),
        variables: step.variables ?? wanted.variables,
      };
      if (step.refused === undefined) {
        await expectToChange(test, deployment, next, step);
        wanted = next;
      } else {
        await expectToRefuse(test, deployment, next, step);
      }
    }
    deployment.synthesize(wanted.settings, test.zipFile);
    const destroyed = await deployment.run('destroy', '-auto-approve', ...argumentsOf(wanted));
    expect(destroyed).toMatchObject({ code: 0 });
    expect(test.cloud.account.contents()).toEqual([]);
  } finally {
    await test.stop();
  }
}

/** Expects that the plan says what the step says, that it can be applied, and that the environment works afterwards. */
async function expectToChange(test: TestCloud, deployment: Deployment, wanted: Wanted, step: Step): Promise<void> {
  const title = titleOf(step);
  deployment.synthesize(checkEnvironment(wanted.settings), test.zipFile);
  const { url, ...changes } = await applyChanges(deployment, argumentsOf(wanted));
  expect(changes, title).toEqual({
    problems: '',
    replaced: [...(step.replaces ?? [])].sort(),
    removed: [...(step.removes ?? [])].sort(),
  });
  const plan = await deployment.run('plan', '-input=false', '-detailed-exitcode', ...argumentsOf(wanted));
  expect(plan, title).toMatchObject({ code: 0 });
  await expectToAnswer(test, url, title);
}

/** Expects that the check of the settings, the synthesis or the plan refuses a change with the step's words. */
async function expectToRefuse(test: TestCloud, deployment: Deployment, wanted: Wanted, step: Step): Promise<void> {
  const { zipFile, cloud } = test;
  const before = cloud.account.contents();
  const synthesize = () => deployment.synthesize(checkEnvironment(wanted.settings), zipFile);
  const { code, printed } =
    failureOf(synthesize) ?? (await deployment.run('plan', '-input=false', ...argumentsOf(wanted)));
  expect(printed.replace(/[\s│]+/g, ' '), titleOf(step)).toContain(step.refused);
  expect(code, titleOf(step)).toBe(1);
  expect(cloud.account.contents(), titleOf(step)).toEqual(before);
}

/** The error that an action throws, like the result of a command that prints it; `undefined` if it throws none. */
function failureOf(action: () => void): { readonly code: number; readonly printed: string } | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return { code: 1, printed: String(error) };
  }
}

function argumentsOf({ variables }: Wanted): readonly string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}

const titleOf = ({ set, variables }: Step) =>
  JSON.stringify({ ...set, ...variables }, (_, value: unknown) => (value === undefined ? null : value));

/** Counts logins, so that each has a number of its own and none reaches the limits for a number. */
let logins = 0;

/**
 * Expects that the function sends a code, which logs the number in. The captcha is solved, should there be one. If an invocation
 * takes longer than the function's time-out, as the shortest one can on a busy machine, another number tries.
 */
async function expectToAnswer(test: TestCloud, url: string, title: string): Promise<void> {
  logins += 1;
  const phone = String(8_618_500_000_000 + logins);
  const ask = (parameters: Readonly<Record<string, string>>) =>
    url.includes('.example.com') ? callByDomain(test.cloud, url, parameters) : call(url, parameters);
  const sent = await ask({ method: 'getSms', phone, ticket: 'passed', randstr: phone });
  if (sent.status === timedOut) return expectToAnswer(test, url, title);
  expect(sent, title).toMatchObject({ codeStr: 'Ok' });
  const loggedIn = await ask({ method: 'login', phone, code: await codeFor(test.cloud, phone) });
  if (loggedIn.status === timedOut) return expectToAnswer(test, url, title);
  expect(loggedIn, title).toMatchObject({ codeStr: 'Success' });
}
