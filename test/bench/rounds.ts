import type { PreparedLogin } from './prepared-logins';

/** What one way of checking codes took in one round. */
export interface Taken {
  /** Checks per second. */
  readonly rate: number;
  /** Microseconds of processor time of its process for each check, in all threads. */
  readonly processorTime: number;
}

/** A round, in which both ways take turns: the bare script, and logins. */
export interface Round {
  readonly bare: Taken;
  readonly logins: Taken;
}

/** Has several callers share the codes, each of which waits for a reply before its next one. */
export async function measure(
  check: (login: PreparedLogin) => Promise<unknown>,
  prepared: ReadonlyArray<readonly PreparedLogin[]>,
  callers: number,
): Promise<Taken> {
  const rest = prepared.values();
  const logins = 2 * prepared.length;
  const caller = async () => {
    for (const ofOneCode of rest) {
      for (const login of ofOneCode) await check(login);
    }
  };
  const startedAt = performance.now();
  const used = process.cpuUsage();
  await Promise.all(Array.from({ length: callers }, caller));
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - startedAt) / 1000;
  return { rate: logins / seconds, processorTime: (user + system) / logins };
}
