import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { variables } from '../../function/configuration/variables';
import { projectRoot } from '../../infra/project-root';
import { listEnvironments } from '../../infra/settings/environments';
import { changeSettings } from '../e2e/matrix/changes';
import { pairWalks } from '../e2e/matrix/pair-walks';
import { listSettings } from '../e2e/matrix/schema-settings';
import { settingWalks } from '../e2e/matrix/setting-walks';
import { changesIn, declaredEffects, wrongEffects } from './documents/settings/change-effects';
import { commandLineVariables, documentedVariables, possibleReads } from './documents/settings/command-variables';
import { settingComments } from './documents/settings/setting-comments';
import { listStackVariables, neededWhen, variablesOf } from './documents/settings/terraform-variables';

/** What no step of a walk shows, each with the reason why it is believed. */
const unshown = {
  'network.vpcCidr: no step shows that it is refused':
    'the same Redis is replaced as with network.zone, of which a step shows it',
  'network.subnetCidr: no step shows that it is refused': 'likewise',
  'codeStore.replicaZones: no step shows that it is refused':
    'test/e2e/lifecycle/redis-zones.test.ts refuses zones for an instance in a single zone',
};

/** Upper-case names in the programs of commands that are no settings of a command, by what they are. */
const notSet: Readonly<Record<string, readonly string[]>> = {
  'the system sets it': ['CI', 'HOME', 'PATH', 'TERM', 'TMPDIR'],
  'GitHub Actions or a workflow sets it': [
    ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'GITHUB_API_URL', 'GITHUB_ENV'],
    ...['GITHUB_REPOSITORY', 'GITHUB_RUN_ID', 'GITHUB_TOKEN', 'OIDC_PROVIDER', 'ROLE_ARN', 'TENCENTCLOUD_REGION'],
  ],
  'one program sets it for another': [
    ...['CDKTF_OUTDIR', 'CHECKPOINT_DISABLE', 'CODE_FILE', 'CREATE_STATE_FILES', 'FUNCTION_COMMIT'],
    ...['GOGC', 'OUTPUT', 'VITEST_WORKER_ID', 'TOKEN'],
  ],
  'Git or Terraform reads it, and what is set is respected or refused': [
    ...[
      'GIT_',
      'GIT_AUTHOR_EMAIL',
      'GIT_AUTHOR_NAME',
      'GIT_COMMITTER_EMAIL',
      'GIT_COMMITTER_NAME',
      'GIT_CONFIG_GLOBAL',
    ],
    ...['GIT_DIR', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_WORK_TREE', 'TF_CLI_ARGS', 'TF_DATA_DIR', 'TF_IN_AUTOMATION'],
    ...['TF_REATTACH_PROVIDERS', 'TF_WORKSPACE', 'TENCENTCLOUD_CAM_ROLE_NAME', 'TENCENTCLOUD_PROFILE'],
    ...['TENCENTCLOUD_SHARED_CREDENTIALS_DIR', 'TENCENTCLOUD_PROTOCOL', 'HTTP_PROXY'],
  ],
  'it is no variable of the environment': [
    ...['ACL', 'ADDSLOTS', 'CLUSTER', 'INFO', 'SADD', 'SET', 'SETUSER', 'GET', 'HEAD', 'HTTP', 'POST', 'EADDRINUSE'],
    ...['ECONNREFUSED', 'ENODATA', 'ENOENT'],
    ...['ENOTFOUND', 'MODULE_NOT_FOUND', 'SIGHUP', 'SIGINT', 'SIGKILL', 'SIGTERM', 'FAIL', 'ID', 'NAME', 'UTC'],
  ],
};

describe('The doc comments of settings', () => {
  it('are those of all settings', () => {
    expect([...settingComments().keys()]).toEqual(expect.arrayContaining(listSettings().map(({ path }) => path)));
  });

  it('say what each change replaces and deletes, as the matrix proves with Terraform', () => {
    const changes = changesIn([...settingWalks, ...pairWalks]);
    expect(changes.length).toBeGreaterThan(50);
    expect(wrongEffects(changes, declaredEffects())).toEqual(Object.keys(unshown));
  });

  it('are wrong if a change replaces more than they say, or less', () => {
    const one = { walk: 'a walk', paths: ['region'], isRefused: false, hasOtherVariables: false };
    const silent = new Map([['region', { words: [], canBeRefused: false }]]);
    expect(wrongEffects([{ ...one, types: ['vpc'] }], silent)).toEqual(['a walk: region replaces or deletes vpc']);
    expect(wrongEffects([{ ...one, types: [], isRefused: true }], silent)).toEqual(['a walk: region is refused']);
    const declared = new Map([['region', { words: ['replaces the network'], canBeRefused: true }]]);
    expect(wrongEffects([{ ...one, types: [] }], declared)).toEqual([
      'region: no step shows that it "replaces the network"',
      'region: no step shows that it is refused',
    ]);
  });
});

describe('The table of the Terraform variables', () => {
  it('has every variable of every stack, and says when each is needed', { timeout: 120_000 }, () => {
    const listed = listStackVariables().map(({ name }) => name);
    expect(Object.keys(neededWhen).sort()).toEqual([...listed].sort());
    // The walks deploy every value of every setting.
    const environments = [...settingWalks, ...pairWalks].flatMap(({ start, steps }) => {
      let last = start;
      const deployed = steps.flatMap(({ set, refused }) => {
        if (refused !== undefined) return [];
        last = changeSettings(last, set);
        return [last];
      });
      return [start, ...deployed];
    });
    const found = [...environments, ...listEnvironments('pr-42')].flatMap(variablesOf).map(({ name }) => name);
    expect([...new Set(found)].filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('has the same variables as that of the README', async () => {
    const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
    const [, part = ''] = readme.split('\n## Deploy it\n');
    const rows = part.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? [];
    const listed = rows.flatMap((row) => row.split(' | ')[0]?.match(/(?<=`)\w+(?=`)/g) ?? []);
    expect(listed.sort()).toEqual(Object.keys(neededWhen).sort());
  });

  it('says "always" of the variables that every stack needs', () => {
    const always = Object.keys(neededWhen).filter((name) => neededWhen[name] === 'always');
    for (const settings of listEnvironments('pr-42')) {
      const needed = variablesOf(settings).filter(({ isRequired }) => isRequired);
      expect(needed.map(({ name }) => name)).toEqual(expect.arrayContaining(always));
    }
  });
});

describe('The table of the commands’ variables', () => {
  const documented = documentedVariables();
  const names = documented.map(({ name }) => name);

  it('has every variable that a command may read, and no other', () => {
    const reads = possibleReads();
    const known = new Set([...names, ...Object.keys(variables.shape), ...Object.values(notSet).flat()]);
    expect([...reads].filter((name) => !known.has(name))).toEqual([]);
    expect(names.filter((name) => !reads.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('excuses only names that there are, and none that it has', () => {
    const excused = Object.values(notSet).flat();
    const reads = possibleReads();
    expect(excused.filter((name) => !reads.has(name) || names.includes(name))).toEqual([]);
  });

  it('says which variables count on the command line only', () => {
    const marked = documented.filter(({ where }) => where === 'command line').map(({ name }) => name);
    expect(marked.sort()).toEqual([...commandLineVariables()].sort());
  });
});
