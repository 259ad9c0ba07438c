import { startReaper } from '../../../local-cloud/process/reaper';
import { startFunction } from '../../../local-cloud/runtime/function-runtime';
import { zipHandler } from './zip-handler';

/** Starts an idle and a permanently busy instance, prints their process IDs, and keeps running. */
async function main(): Promise<void> {
  const { invoke, processIds } = startFunction({
    name: 'trial',
    zip: zipHandler('async ({ busy }) => { while (busy); }'),
    handler: 'index.main_handler',
    memoryMb: 128,
    timeoutSeconds: 60,
    variables: {},
    routes: () => [],
    reaper: startReaper(),
    region: 'ap-guangzhou',
  });
  const idle = invoke({ busy: false });
  void invoke({ busy: true });
  await idle;
  console.log(JSON.stringify(processIds()));
}

main();
