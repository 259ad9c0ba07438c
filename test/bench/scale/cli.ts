import { type Step, tableOf } from './steps';

/** Settings by environment, with what they are where nothing is said: the quotas that an account has from the start. */
const settings = { USERS: 1_000_000, INSTANCES: 1_000, SMS_QUOTA: 3_000 } as const;

/** Prints what one step of growth comes to: `make simulate USERS=1000000`. */
function main(): void {
  const step: Step = {
    users: read('USERS'),
    instances: read('INSTANCES'),
    smsQuota: read('SMS_QUOTA'),
  };
  console.log(tableOf([step]));
}

function read(name: keyof typeof settings): number {
  const text = process.env[name] || String(settings[name]);
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text);
  console.error(`${name}: found "${text}"; allowed: a whole number from 1, such as ${settings[name]}`);
  process.exit(1);
}

main();
