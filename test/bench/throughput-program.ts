import { connectBare, loadService } from './measured-service';
import { logIn, type PreparedLogin, prepareLogins } from './prepared-logins';
import { report } from './report';
import { measure, type Round } from './rounds';

/** The rounds by number of callers, each with both ways in turn. */
export type ThroughputReport = Readonly<Record<number, readonly Round[]>>;

const callers = [1, 16];
const rounds = 9;
/** Codes of a round, each of which is entered wrong and then right. */
const codes = (count: number) => (count === 1 ? 1_500 : 5_000);

async function main(): Promise<void> {
  const redis = connectBare();
  const handle = loadService();
  const bare = ({ evalsha: [sha, keyCount, ...rest] }: PreparedLogin) => redis.evalsha(sha, keyCount, ...rest);
  const measured: Record<number, Round[]> = {};
  for (const count of callers) {
    const kept: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      const taken = {
        bare: await measure(bare, await prepareLogins(redis, codes(count)), count),
        logins: await measure((login) => logIn(handle, login), await prepareLogins(redis, codes(count)), count),
      };
      // The first round warms up the JIT compiler.
      if (round > 0) kept.push(taken);
    }
    measured[count] = kept;
  }
  report(measured satisfies ThroughputReport);
}

main();
