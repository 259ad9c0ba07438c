import { searchConfig } from '../account-client';
import { runCommand } from '../command-line';
import { listDeployedEnvironments } from '../environments/deployed-environments';
import { connectToGitHub } from './github';
import { decide, pullRequestOf } from './preview-expiry';

/**
 * `make expired-previews`: decides about each preview in the account, warns in its pull request, and prints which ones to destroy as one
 * line of JSON, such as `[{"name":"pr-42","deployedAt":"2026-11-24T10:00:00.000Z"}]`. It destroys nothing. The other lines are on stderr.
 */
async function main(): Promise<void> {
  const days = readDays(process.env);
  const pullRequests = connectToGitHub(process.env);
  const now = new Date();
  const ended: object[] = [];
  for (const { name, createdAt, deployedAt } of await listDeployedEnvironments((region) =>
    searchConfig(process.env, region),
  )) {
    const number = pullRequestOf(name);
    if (number === undefined) continue;
    const since = deployedAt ?? createdAt;
    const expiry = decide({ name, deployedAt: since }, await pullRequests.read(number), { days, now });
    console.error(`${name}: ${expiry.action}, since ${expiry.reason}`);
    if (expiry.action === 'destroy') ended.push({ name, deployedAt: deployedAt?.toISOString() ?? '' });
    if (expiry.action !== 'warn') continue;
    await pullRequests.warn(
      number,
      `The preview \`${name}\` will be destroyed tomorrow or later, since ${expiry.reason}. To keep it for ${days} more days, ` +
        'deploy it: push a commit, or run its workflow again.',
    );
  }
  console.log(JSON.stringify(ended));
}

function readDays({ PREVIEW_DAYS: text }: NodeJS.ProcessEnv): number {
  if (text === undefined || text === '') return 7;
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Error(`PREVIEW_DAYS: found "${text}"; allowed: days from 1 to 999, or nothing for 7.`);
}

runCommand(main);
