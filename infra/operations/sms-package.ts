import { accountClientConfig } from './account-client';
import { callWebhooks } from './alarm-webhook-call';
import { runCommand } from './command-line';
import { findEnvironment, readEnvironmentName } from './deployed-environment';
import { checkSmsPackage } from './doctor/account/sms-package';
import { readRequiredEnv } from './read-env';

/**
 * Asks whether the SMS application has messages left, as `make doctor` does, but without a stack and its state. The exit code is 1 if
 * it has fewer than a day may need, and the webhooks that are set are told.
 */
async function main(): Promise<void> {
  const settings = findEnvironment(readEnvironmentName(process.env));
  const { TF_VAR_sms_sdkappid: application } = readRequiredEnv(process.env, {
    TF_VAR_sms_sdkappid: 'SDKAppID of the SMS application',
  });
  const findings = await checkSmsPackage({
    settings,
    config: accountClientConfig(process.env, settings.region),
    variable: (name) => (name === 'sms_sdkappid' ? application : undefined),
    types: new Set(),
    creates: () => false,
    deletes: () => false,
    adds: () => false,
    reservedMemoryMb: 0,
    hasStateBucket: false,
  });
  const finding = findings.find(({ check }) => check === 'SMS package');
  if (finding === undefined) throw new Error(`The environment ${settings.name} sends no messages.`);
  const { state, found, advice = '' } = finding;
  console.log(`SMS package of ${settings.name} (application ${application}): ${found}`);
  if (state !== 'warning' && state !== 'failure') return;
  console.error(advice);
  process.exitCode = 1;
  const text = `sms-verification, ${settings.name}: ${found}. ${advice}`;
  for (const { kind, failure } of await callWebhooks(process.env, text)) {
    console.error(
      failure === undefined ? `Told the webhook ${kind}.` : `The webhook ${kind} was not told: ${failure}.`,
    );
  }
}

runCommand(main);
