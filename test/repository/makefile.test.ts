import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';

/** Creates the file `ran` if make expands it, or if a shell evaluates it: unquoted, or in quotes of either kind. */
const injection = `$(shell touch ran)$(touch ran);touch ran;';touch ran;'";touch ran;"`;
const provider = join('infra', 'provider-tencentcloud');
const targets = [
  'synth',
  'diff',
  'doctor',
  'deploy',
  'destroy',
  'environments',
  'smoke',
  'acceptance',
  'logs',
  'number',
  'funnel',
  'sms-package',
  'start',
  'demo',
  'test',
  'mutation',
  'bench',
  'simulate',
];

describe('The Makefile', () => {
  let folder: string;

  // The real Makefile, and programs that only print the variable SMS_SIGN and their arguments.
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'makefile-'));
    const programs = join(folder, 'node_modules', '.bin');
    await symlink(join(projectRoot, 'Makefile'), join(folder, 'Makefile'));
    for (const file of ['package.json', 'package-lock.json']) await writeFile(join(folder, file), '');
    await mkdir(programs, { recursive: true });
    await writeFile(join(folder, 'node_modules', '.package-lock.json'), '');
    await mkdir(join(folder, provider), { recursive: true });
    await writeFile(join(folder, provider, 'schema.json'), '');
    await mkdir(join(folder, provider, 'lib'));
    for (const name of ['cdktf', 'tsx', 'vitest', 'node', 'npm']) {
      await writeFile(join(programs, name), `#!/bin/sh\nprintf '[%s]' ${name} "$SMS_SIGN" "$@"; echo\n`, {
        mode: 0o755,
      });
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs make with programs that exist everywhere in the place of those that it would install. */
  async function make(args: readonly string[], variables: NodeJS.ProcessEnv = {}) {
    const { PATH, HOME } = process.env;
    const installed = { REDIS_SERVER: 'sh', CHROMIUM: 'sh', PYTHON: 'sh', TERRAFORM_BINARY_NAME: 'sh' };
    const env = { PATH, HOME, ...installed, ...variables };
    return promisify(execFile)('make', args, { cwd: folder, env }).then(
      (printed) => ({ code: 0, ...printed }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }
  const hasRun = () =>
    access(join(folder, 'ran')).then(
      () => true,
      () => false,
    );

  describe.each([
    'ENVIRONMENT',
    'ARGS',
    'ACCEPT',
    'COMMIT',
    'NEW',
    'SINCE',
    'SWEEP',
    'PHONE',
    'RELEASE',
    'FULL',
    'LINES',
    'PROVIDER',
    'PORT',
    'TESTS',
    'FILES',
    'USERS',
    'INSTANCES',
    'SMS_QUOTA',
    'STATE_BUCKET',
    'TERRAFORM_BINARY_NAME',
    'TF_CLI_CONFIG_FILE',
    'TF_REATTACH_PROVIDERS',
    'REDIS_SERVER',
    'CHROMIUM',
    'PYTHON',
  ])('evaluates nothing in %s', (name) => {
    it('from the command line', async () => {
      await make(['--keep-going', ...targets, 'ENVIRONMENT=dev', `${name}=${injection}`]);
      expect(await hasRun()).toBe(false);
    });

    it('from the process environment', async () => {
      await make(['--keep-going', ...targets], { ENVIRONMENT: 'dev', [name]: injection });
      expect(await hasRun()).toBe(false);
    });
  });

  it('repeats an installation that failed', async () => {
    await rm(join(folder, 'node_modules', '.package-lock.json'));
    expect((await make(['bundle'])).stdout).toContain('[npm][][ci]\n');
  });

  it('generates the bindings if the packages were installed without make', async () => {
    expect((await make(['bundle'])).stdout).toBe('[node][][infra/run.cjs][infra/function-bundle/cli.ts]\n');
    await rm(join(folder, provider, 'lib'), { recursive: true });
    expect((await make(['bundle'])).stdout).toMatch(/^\[npm\]\[\]\[run\].*\[prepare\]\n\[node\]/);
  });

  it('passes values of the command line on as they are', async () => {
    const { stdout } = await make(['smoke', 'ENVIRONMENT=dev', 'SMS_SIGN=$a $(b) $$c "d" # e']);
    expect(stdout).toContain('[node][$a $(b) $$c "d" # e][');
  });

  it.each(['diff', 'doctor', 'deploy', 'destroy', 'smoke', 'acceptance', 'logs', 'number', 'funnel', 'sms-package'])(
    '%s refuses a malformed environment',
    async (target) => {
      for (const found of ['*', 'dev/../prod', "a'b", 'A', 'a\nb', '-']) {
        const { code, stdout, stderr } = await make([target], { ENVIRONMENT: found });
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toContain(`ENVIRONMENT: found "${found}"; allowed: `);
      }
      expect((await make([target])).stderr).toContain('Which environment?');
    },
  );

  it('explains the doctor without an environment', async () => {
    expect((await make(['doctor', 'ARGS=--help'])).stdout).toContain('[infra/operations/doctor/cli.ts][--help]\n');
    expect((await make(['doctor', 'ARGS=--json'])).stderr).toContain('Which environment?');
  });

  it('splits ARGS and TESTS into words', async () => {
    expect((await make(['deploy', 'ENVIRONMENT=dev', 'ARGS=--auto-approve *'])).stdout).toContain(
      '[--auto-approve][*]\n',
    );
    expect((await make(['test', 'TESTS=test/function test/infra'])).stdout).toContain('[test/function][test/infra]\n');
  });

  it('reads ARGS, COMMIT and TESTS from the command line only', async () => {
    const { stdout } = await make(['deploy', 'test', 'ENVIRONMENT=dev'], { ARGS: '--auto-approve', TESTS: 'none' });
    expect(stdout).toContain('[run]');
    expect(stdout).not.toMatch(/auto-approve|none/);
    await writeFile(join(folder, 'node_modules', '.bin', 'node'), '#!/bin/sh\necho "[$COMMIT]"\n', { mode: 0o755 });
    expect((await make(['deploy', 'ENVIRONMENT=dev'], { COMMIT: '1a2b3c' })).stdout).toContain('[]\n');
    expect((await make(['deploy', 'ENVIRONMENT=dev', 'COMMIT=1a2b3c'])).stdout).toContain('[1a2b3c]\n');
  });

  it('reads RELEASE and FULL from the command line only', async () => {
    await writeFile(
      join(folder, 'node_modules', '.bin', 'node'),
      `#!/bin/sh\nprintf '[%s]' "$RELEASE$FULL" "$PHONE"\n`,
    );
    const variables = { RELEASE: '1', FULL: '1', PHONE: '+8618566246600' };
    expect((await make(['number', 'ENVIRONMENT=dev'], variables)).stdout).toBe('[][+8618566246600]');
    expect((await make(['number', 'ENVIRONMENT=dev', 'RELEASE=1', 'FULL=2'], {})).stdout).toBe('[12][]');
  });

  it('reads SINCE from the command line only, whose default is another one for a log and for the funnel', async () => {
    await writeFile(join(folder, 'node_modules', '.bin', 'node'), `#!/bin/sh\nprintf '[%s]' "$SINCE" "$@"\n`);
    const start = '[infra/run.cjs][infra/operations/logs.ts][--since]';
    expect((await make(['logs', 'ENVIRONMENT=dev'], { SINCE: '2d' })).stdout).toContain(`[]${start}[1h]`);
    expect((await make(['logs', 'ENVIRONMENT=dev', 'SINCE=2d'])).stdout).toContain(`[2d]${start}[2d]`);
    expect((await make(['funnel', 'ENVIRONMENT=dev'], { SINCE: '2d' })).stdout).toMatch(/^\[\]/);
    expect((await make(['funnel', 'ENVIRONMENT=dev', 'SINCE=7d'])).stdout).toMatch(/^\[7d\]/);
  });

  it('reads FILES from the command line only', async () => {
    await writeFile(join(folder, 'node_modules', '.bin', 'tsx'), `#!/bin/sh\nprintf '[%s]' "$FILES" "$@"\n`);
    expect((await make(['mutation'], { FILES: 'a' })).stdout).toBe('[][test/mutation/cli.mts]');
    expect((await make(['mutation', 'FILES=a b'])).stdout).toBe('[a b][test/mutation/cli.mts]');
  });

  it('reads ACCEPT from the command line only', async () => {
    await writeFile(join(folder, 'node_modules', '.bin', 'tsx'), `#!/bin/sh\nprintf '[%s]' "$ACCEPT"\n`);
    expect((await make(['bench'], { ACCEPT: '1' })).stdout).toBe('[]');
    expect((await make(['bench', 'ACCEPT=1'])).stdout).toBe('[1]');
  });

  it('reads SWEEP from the command line only', async () => {
    await writeFile(join(folder, 'node_modules', '.bin', 'node'), `#!/bin/sh\nprintf '[%s]' "$SWEEP"\n`);
    expect((await make(['destroy', 'ENVIRONMENT=dev'], { SWEEP: '1' })).stdout).toBe('[]');
    expect((await make(['destroy', 'ENVIRONMENT=dev', 'SWEEP=1'])).stdout).toBe('[1]');
  });
});
