import { generateKeyPairSync, sign } from 'node:crypto';
import { connectBare, loadService } from './measured-service';
import { logIn, type PreparedLogin, prepareLogins } from './prepared-logins';
import { report } from './report';
import { measure, type Round } from './rounds';

/** The rounds of one caller, who enters right codes only; the bare script comes with a bare signature. */
export type TokenReport = readonly Round[];

const rounds = 9;
const codes = 1_000;

async function main(): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const SESSION_KEYS = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const service = loadService({ SESSION_KEYS });
  const redis = connectBare();
  const content = Buffer.alloc(400, 'a');
  const bare = async ({ evalsha: [sha, keyCount, ...rest] }: PreparedLogin) => {
    await redis.evalsha(sha, keyCount, ...rest);
    sign('sha256', content, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  };
  const prepare = async () =>
    (await prepareLogins(redis, codes)).map(([, right]) => (right === undefined ? [] : [right]));
  const kept: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    const taken = {
      bare: await measure(bare, await prepare(), 1),
      logins: await measure((login) => logIn(service, login), await prepare(), 1),
    };
    // The first round warms up the JIT compiler.
    if (round > 0) kept.push(taken);
  }
  report(kept satisfies TokenReport);
}

main();
