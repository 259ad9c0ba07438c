import { startReaper } from '../../../local-cloud/process/reaper';
import { startFunction } from '../../../local-cloud/runtime/function-runtime';
import { zipHandler } from './zip-handler';

/** Has one idle instance and one that never ends, prints their process ids, and sleeps. */
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
