import { readPublishedRun } from '../figures-file';
import { costsOf } from './costs';
import { type Step, tableOf } from './steps';

/** Environment variables and their defaults. The default quotas are those of a new account. */
const defaults = { USERS: 1_000_000, INSTANCES: 1_000, SMS_QUOTA: 3_000 } as const;

/** Simulates one step of growth and prints the result: `make simulate USERS=1000000`. */
function main(): void {
  const step: Step = {
    users: read('USERS'),
    instances: read('INSTANCES'),
    smsQuota: read('SMS_QUOTA'),
  };
  console.log(tableOf([step], costsOf(readPublishedRun())));
}

function read(name: keyof typeof defaults): number {
  const text = process.env[name] || String(defaults[name]);
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`${name}: found "${text}"; allowed: a whole number of 1 or more, such as ${defaults[name]}`);
  process.exit(1);
}

main();
