import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { environment } from '../support/synthesize';
import { documentedVariables } from './documents/settings/command-variables';
import { projectFiles } from './project-files';

/** The file that runs the commands of shell blocks which match a pattern, and a text by which it does. */
const runBy: readonly (readonly [command: RegExp, file: string, text: string])[] = [
  [/^make demo$/, 'test/e2e/demo.test.ts', "make('demo')"],
  [/^TF_VAR_captcha_appid=\S+ TF_VAR_captcha_secret=\S+ make demo$/, 'test/e2e/use-it/demo-captcha.test.ts', 'TF_VAR'],
  [/^(day=|number='|SEND_\w+=1 make start|trap "kill|timeout 180)/, 'test/e2e/use-it/ci.test.ts', '### In CI'],
  [/^make demo-destroy$/, 'test/e2e/demo.test.ts', "'demo-destroy'"],
  [/^make test$/, '.ci/run', 'make test'],
  [/^make test-long$/, '.github/workflows/weekly.yml', 'make test-long'],
  [/^make simulate USERS=/, 'test/bench/scale/scale.test.ts', 'simulate'],
  [
    /^make (doctor|diff|deploy|smoke|acceptance|destroy) ENVIRONMENT=dev$/,
    'test/e2e/readme-commands.test.ts',
    'README',
  ],
  [/^make environments$/, 'test/e2e/environments.test.ts', 'infra/operations/environments/cli.ts'],
  [/^make logs ENVIRONMENT=staging /, 'test/e2e/operations.test.ts', "'logs'"],
  [/^make number ENVIRONMENT=staging /, 'test/e2e/number.test.ts', "'number'"],
  [/^make funnel ENVIRONMENT=staging /, 'test/e2e/funnel.test.ts', "'funnel'"],
  [/^make smoke ENVIRONMENT=staging$/, 'test/e2e/operations.test.ts', "'smoke'"],
  [/^make sms-package ENVIRONMENT=prod$/, 'test/e2e/sms-package.test.ts', 'sms-package.yml'],
  [/^make doctor ENVIRONMENT=staging$/, 'test/e2e/doctor.test.ts', 'make doctor'],
  [/^make acceptance ENVIRONMENT=staging$/, 'test/e2e/acceptance/acceptance.test.ts', 'acceptance'],
  [/^make (diff|deploy) ENVIRONMENT=staging COMMIT=/, 'test/e2e/earlier-commit.test.ts', 'COMMIT='],
  [/^make diff ENVIRONMENT=staging STATE_BUCKET=/, 'test/e2e/state-in-cos.test.ts', 'Move the state'],
  [/^make (diff|deploy) ENVIRONMENT=staging$/, 'test/e2e/runbook-commands.test.ts', 'runCommand'],
  [/^make destroy ENVIRONMENT=(staging|pr-42)$/, 'test/e2e/stack-commands.test.ts', "'destroy'"],
  [/^make destroy ENVIRONMENT=staging SWEEP=1$/, 'test/e2e/sweep/runbook.test.ts', 'The state is lost'],
  [/^make deploy ENVIRONMENT=staging ARGS=-replace=/, 'test/e2e/runbook-commands.test.ts', 'runCommand'],
  [/^terraform -chdir=\S+ state rm /, 'test/e2e/runbook-commands.test.ts', 'runCommand'],
  [/^terraform -chdir=\S+ force-unlock /, 'test/e2e/state-in-cos.test.ts', 'force-unlock'],
  [/^terraform -chdir=\S+ import /, 'test/e2e/imports.test.ts', "'import'"],
  [/^curl "(\$SMS_URL|\$INBOX|http:\/\/127\.0\.0\.1:\$PORT)/, 'test/e2e/use-it/commands.test.ts', 'readCommands'],
  [/^sed /, 'test/infra/policies/policies.test.ts', 'docs/deploy.md'],
  [/^npx tsx local-cloud\/cli\.ts parity /, 'test/local-cloud/parity.test.ts', 'parity'],
  [/^(npx tsx local-cloud\/cli\.ts \[|curl -H )/, 'test/local-cloud/readme.test.ts', 'readme'],
  [/^terraform init && terraform apply$/, 'test/support/deployment.ts', "'apply'"],
  [/^npm ci$/, 'Makefile', 'npm ci'],
];
/** What sets variables to values of an account, and calls the vendor's own command line. */
const isNotRun = (command: string) => /^(export|tccli|read) /.test(command);

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
/** Every document for people but the changelog, which may name what no longer exists. */
const documents = projectFiles('*.md').filter((file) => file !== 'CHANGELOG.md');
/** test/repository/settings.test.ts compares them with what the commands read. */
const variables = documentedVariables().map(({ name }) => name);
const targets = [...read('Makefile').matchAll(/^([\w-]+):/gm)].map(([, target]) => target);

/** The commands of the shell blocks of a document; one that goes on in the next line is one. */
function blockCommands(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, , block = '']) => block);
  const lines = blocks.flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'));
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
const inlineCommands = (text: string) => [...text.matchAll(/`(make [^`\n]+)`/g)].map(([, command = '']) => command);

describe.each(documents)('The commands of %s', (file) => {
  const text = read(file);

  it('call targets that exist, with variables that they read, and environments that can be', () => {
    const calls = [...blockCommands(text), ...inlineCommands(text)].filter((command) => command.startsWith('make '));
    for (const call of calls) {
      const [, target, ...words] = call.split(/\s+/);
      expect(targets, call).toContain(target);
      for (const word of words.filter((one) => /^[A-Z_]+=/.test(one))) {
        const [name = '', value = ''] = word.split('=');
        expect(variables, call).toContain(name);
        if (name === 'ENVIRONMENT' && value !== '…') expect(environment(value).name, call).toBe(value);
      }
    }
  });

  it('are run by a test, if they are to be copied', () => {
    for (const command of blockCommands(text).filter((one) => !isNotRun(one))) {
      const [, place = '', by = ''] = runBy.find(([pattern]) => pattern.test(command)) ?? [];
      expect(place, `no test runs: ${command}`).not.toBe('');
      expect(read(place), place).toContain(by);
    }
  });
});

describe('The list of what runs the commands', () => {
  it('has no pattern that matches no command', () => {
    const commands = documents.flatMap((file) => blockCommands(read(file)));
    expect(commands.length).toBeGreaterThan(50);
    for (const [pattern] of runBy)
      expect(
        commands.some((command) => pattern.test(command)),
        String(pattern),
      ).toBe(true);
  });
});
