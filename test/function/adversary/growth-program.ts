import type { CodeStore } from '../../../function/store/code-store';
import { createMemoryStore } from '../../../function/store/memory/memory-store';
import { morning, rules, sending, trying } from '../store/store-inputs';

/** Numbers that request a code in each period. */
const numbers = 4000;
const periods = 5;
/** Longer than a number is known after a login. */
const period = 61 * 86_400_000;

/** Lets other numbers of other networks log in in each period, and reports the bytes of the heap after each. */
async function main(): Promise<void> {
  let now = morning;
  const store = createMemoryStore(rules, () => now);
  const leaked: unknown[] = [];
  const heap: number[] = [];
  for (let index = 0; index < periods * numbers; index++) {
    const handle = await logIn(store, index);
    if (process.argv[2] === 'with a leak') leaked.push({ handle, kept: 'x'.repeat(100).split('') });
    if ((index + 1) % numbers > 0) continue;
    now += period;
    await logIn(store, -1 - index);
    globalThis.gc?.();
    heap.push(process.memoryUsage().heapUsed);
  }
  process.send?.(heap);
}

async function logIn(store: CodeStore, index: number): Promise<string> {
  const phone = `+86${13_000_000_000 + index}`;
  // The guard lets messages pass whose clients solved a captcha.
  const request = sending({
    phone,
    networks: { network: `network ${index}`, site: `site ${index}` },
    captcha: 'solved',
  });
  const { result } = await store.storeCode(request);
  await store.checkCode(trying('wrong', { phone, networks: { network: `home ${index}` } }));
  const checked = await store.checkCode(trying('right', { phone, handle: request.handle }));
  if (checked.result !== 'right') throw new Error(`A code was ${result}, its check ${checked.result}.`);
  return request.handle;
}

void main();
