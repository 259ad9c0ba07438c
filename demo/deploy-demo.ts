import { readOutput } from '../infra/operations/terraform-outputs';
import type { RunningCloud } from '../local-cloud/running-cloud';
import { findOutsideState } from './account-parts';
import { openCloud, readAccount, smsDailyLimit, stopCloud } from './demo-cloud';
import { hasDemo, hasResources, outputFolder, readState, removeDemoFiles, stackName } from './demo-folder';
import { synthesize, terraform, usesRegistry } from './demo-terraform';
import { endAfter } from './interruption';

/**
 * `make demo`: deploys the demo to a local cloud. What is there of an earlier demo is brought up to date. If that is not possible,
 * the account is removed, which is only on this machine, and the demo starts anew.
 *
 * @throws {Error} if a new demo cannot be deployed either
 */
export async function deployDemo(): Promise<void> {
  const isNew = !hasDemo();
  try {
    await deploy(await openCloud());
  } catch (error) {
    if (isNew) throw error;
    console.error((error as Error).message);
    console.log(
      '\nWhat is there of an earlier demo cannot be brought up to date. The demo starts anew, with an empty account.',
    );
    await stopCloud();
    removeDemoFiles();
    await deploy(await openCloud());
  }
}

async function deploy(cloud: RunningCloud): Promise<void> {
  const state = readState();
  if (state === undefined) throw new Error("Terraform's state is damaged.");
  const outside = findOutsideState(await readAccount(cloud), state);
  if (outside.length > 0) {
    throw new Error(
      `An interrupted run has left these in the account, but not in Terraform's state:\n${outside.join('\n')}`,
    );
  }
  if (hasResources(state))
    console.log('An earlier demo is there. Terraform changes what differs, and repairs what is missing.');
  console.log(`\nDeploying ${stackName} to it with CDKTF and Terraform…\n`);
  await synthesize();
  const end = await terraform(cloud, 'apply', '-auto-approve');
  await endAfter(end, cloud);
  if (end.code !== 0) throw new Error(failure(end.code));
  const url = await readOutput(outputFolder, 'demo', 'url');
  console.log(`
The demo answers at ${url}
Messages arrive at  ${cloud.url}/inbox
Open both in a browser to log in, or run these commands:

  curl '${url}?method=getSms&phone=8618566246600'
  curl '${url}?method=login&phone=8618566246600&code=CODE&handle=HANDLE'

The SMS application sends ${smsDailyLimit} messages to a number in a day. A new one of Tencent Cloud sends 2, until you raise its limit.

To destroy the demo: make demo-destroy`);
}

function failure(code: number): string {
  const hint = usesRegistry ? ' Terraform must find the provider in the registry or in its plugin folder.' : '';
  return `Terraform ended with code ${code}.${hint}`;
}
