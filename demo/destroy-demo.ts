import { isTerraformInstalled } from '../infra/operations/terraform-program';
import { hasRedisServer } from '../local-cloud/process/redis-server';
import { findOutsideState } from './account-parts';
import { isCloudRunning, openCloud, readAccount, stopCloud } from './demo-cloud';
import { demoFolder, hasDemo, hasResources, readState, removeDemoFiles, removeEmptyFolder } from './demo-folder';
import { synthesize, terraform } from './demo-terraform';
import { endAfter } from './interruption';

/**
 * `make demo-destroy`: lets Terraform destroy the demo, then removes the account, which is only on this machine. What Terraform
 * cannot destroy goes with the account.
 *
 * @param release releases the lock of the folder
 */
export async function destroyDemo(release: () => void): Promise<void> {
  if (!hasDemo() && !isCloudRunning()) {
    release();
    removeEmptyFolder();
    return console.log('There is no demo to destroy.');
  }
  const left = await destroyInOrder();
  await stopCloud();
  removeDemoFiles();
  release();
  const foreign = removeEmptyFolder();
  if (foreign.length > 0)
    console.log(`These files in ${demoFolder} are not the demo’s, and stay: ${foreign.join(', ')}`);
  if (left.length === 0) return console.log('\nThe account is empty, and the local cloud has stopped.');
  console.log(
    `\nThe account is removed with what was left in it, and the local cloud has stopped:\n${left.join('\n')}`,
  );
}

/** Lets Terraform destroy what it can. @returns what is left in the account, one resource per line */
async function destroyInOrder(): Promise<readonly string[]> {
  try {
    const state = readState();
    const cloud = await openCloud();
    const account = async () => (await readAccount(cloud)).map((line) => `  ${line}`);
    const why = obstacle(state, await readAccount(cloud));
    if (why !== undefined) {
      if (state !== '') console.log(`${why} So the account is removed as a whole.`);
      return await account();
    }
    await synthesize();
    const end = await terraform(cloud, 'destroy', '-auto-approve');
    await endAfter(end, cloud);
    if (end.code !== 0) console.log('Terraform could not destroy everything. So the account is removed as a whole.');
    return await account();
  } catch (error) {
    console.log(`${(error as Error).message}\nSo the account is removed as a whole.`);
    return ['  an account that cannot be read any more'];
  }
}

/** Why Terraform need not try, or cannot. @param state `undefined` if it is damaged */
function obstacle(state: string | undefined, account: readonly string[]): string | undefined {
  if (state === undefined) return "Terraform's state is damaged.";
  if (!hasResources(state)) return "Terraform's state is empty.";
  if (!isTerraformInstalled()) return 'Neither Terraform nor OpenTofu is on PATH.';
  if (!hasRedisServer) return 'redis-server is not on PATH.';
  // They would keep others from being deleted, which the registry's provider tries for minutes.
  const outside = findOutsideState(account, state);
  return outside.length > 0 ? `These are not in Terraform's state:\n${outside.join('\n')}\n` : undefined;
}
