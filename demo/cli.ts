import { isTerraformInstalled } from '../infra/operations/terraform-program';
import { hasRedisServer } from '../local-cloud/process/redis-server';
import { demoFolder } from './demo-folder';
import { endEarlierTerraform } from './demo-terraform';
import { deployDemo } from './deploy-demo';
import { destroyDemo } from './destroy-demo';
import { endOnSignals } from './interruption';
import { takeLock } from './lock';

/** `make demo` and `make demo-destroy`: deploys the demo to a local cloud with the real Terraform, or removes it. */
async function main(): Promise<void> {
  endOnSignals();
  // State and outputs hold secrets: no other user may read what this process and its child processes write.
  process.umask(0o077);
  const [command] = process.argv.slice(2);
  if (command !== 'up' && command !== 'down') throw new Error('Run make demo or make demo-destroy.');
  if (![undefined, '', 'registry'].includes(process.env.PROVIDER)) {
    throw new Error(
      `PROVIDER: found "${process.env.PROVIDER}"; allowed: registry, or unset for the local cloud's own.`,
    );
  }
  if (command === 'up') checkPrograms();
  const release = await takeLock(demoFolder, () =>
    console.log('Another make demo or make demo-destroy is at work. Waiting until it has ended…'),
  );
  await endEarlierTerraform();
  if (command === 'down') return destroyDemo(release);
  await deployDemo().catch((error: Error) => {
    throw new Error(`${error.message}\nmake demo-destroy removes what there is.`, { cause: error });
  });
}

function checkPrograms(): void {
  if (!isTerraformInstalled()) {
    throw new Error(
      'The demo needs Terraform or OpenTofu on PATH (developer.hashicorp.com/terraform/install, opentofu.org). Without them, use make start.',
    );
  }
  if (!hasRedisServer) throw new Error('The demo needs redis-server on PATH. Without it, use make start.');
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
