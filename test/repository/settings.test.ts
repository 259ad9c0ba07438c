import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../infra/project-root';
import { pairWalks } from '../e2e/matrix/pair-walks';
import { settingWalks } from '../e2e/matrix/setting-walks';
import { environment } from '../support/synthesize';
import { settingComments } from './documents/settings/setting-comments';
import { listStackVariables, neededWhen, variablesOf } from './documents/settings/terraform-variables';
import { projectFiles } from './project-files';

const read = (file: string) => readFileSync(join(projectRoot, file), 'utf8');
const document = read('docs/settings.md');
const sectionOf = (heading: string) => document.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

describe('What a change of a setting does', () => {
  /** What a doc comment has to say if a plan replaces a resource of a type. */
  const said: Readonly<Record<string, RegExp>> = {
    scf_function: /replaces the function/,
    redis_instance: /(replaces|replaced)[^;.]* Redis|Redis is (replaced|deleted)/,
    vpc: /network/,
    scf_custom_domain: /replaces the (domain|function)/,
    sms_template: /replaces the template/,
    scf_reserved_concurrency_config: /reservation of\s+(instances|the one instance)|replaces the function/,
  };
  const steps = [...settingWalks, ...pairWalks].flatMap((walk) => walk.steps);
  const changesOf = (path: string) => (settingComments().get(path) ?? []).map(({ change = 'in place' }) => change);
  /** The changed settings of a step; of an object, also the settings in it. */
  const pathsOf = (set: Readonly<Record<string, unknown>>) =>
    Object.entries(set).flatMap(([path, value]) => {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [path, ...(isObject ? Object.keys(value).map((key) => `${path}.${key}`) : [])];
    });

  it('is said by one of the settings that were changed, if a plan replaces something', () => {
    const replacing = steps.filter(({ replaces = [] }) => replaces.some((type) => said[type] !== undefined));
    expect(replacing.length).toBeGreaterThan(15);
    for (const { set, replaces = [] } of replacing) {
      const changes = pathsOf(set).flatMap(changesOf).join('; ');
      for (const type of replaces) {
        expect(changes, `${JSON.stringify(set)} replaces ${type}`).toMatch(said[type] ?? /(?:)/);
      }
    }
  });

  it('is a replacement only where a plan makes one', () => {
    const claimed = [...settingComments().keys()].flatMap((path) => {
      const [change] = changesOf(path);
      return /^(in place|is refused|none)/.test(change ?? '') ? [] : [{ path, change }];
    });
    expect(claimed.length).toBeGreaterThan(8);
    for (const { path, change } of claimed.filter(({ change }) => /^replaces/.test(change ?? ''))) {
      const own = steps.filter(({ set }) => pathsOf(set).includes(path));
      const isShown = own.some(({ replaces = [], removes = [] }) => replaces.length + removes.length > 0);
      expect(isShown, `${path}: ${change}`).toBe(true);
    }
  });
});

describe('The Terraform variables in the documents', () => {
  const names = listStackVariables().map(({ name }) => name);

  it('are all that a stack can have', () => {
    expect([...names].sort()).toEqual(Object.keys(neededWhen).sort());
    const declared = projectFiles('infra/*.ts').flatMap((file) =>
      [...read(file).matchAll(/^ {2}(\w+_\w+): \{\n {4}description|new TerraformVariable\(\w+, '(\w+)'/gm)].map(
        ([, one, other]) => one ?? other,
      ),
    );
    expect(declared.length).toBeGreaterThan(5);
    for (const name of declared) expect(names).toContain(name);
  });

  it('have no default if they are always needed', () => {
    const smallest = variablesOf(environment('example')).filter(({ isRequired }) => isRequired);
    expect(smallest.map(({ name }) => name).sort()).toEqual(['sms_sdkappid', 'sms_sign', 'sms_template_id']);
  });

  it('are in the table of the README, too', () => {
    const [, part = ''] = read('README.md').split('\n## Deploy it\n');
    const rows = part.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? [];
    const listed = rows.flatMap((row) => row.split(' | ')[0]?.match(/(?<=`)\w+(?=`)/g) ?? []);
    expect(listed.sort()).toEqual([...names].sort());
  });
});

describe('The variables of the commands', () => {
  /** Variables that programs of this project set for each other, and those of Terraform, Node.js and the platforms. */
  const notForPeople =
    /^(PATH|HOME|CI|FORCE_COLOR|GOGC|OUTPUT|TOKEN|FUNCTION_COMMIT|CREATE_STATE_FILES|CODE_FILE|CHECKPOINT_DISABLE|DEBUG|TF_\w+|VITEST_\w+|GITHUB_\w+|ACTIONS_\w+|HTTPS?_PROXY|SSL_CERT_FILE|TENCENTCLOUD_(REGION|ASSUME_ROLE_ARN))$/;
  const table = sectionOf('Variables of the commands');
  const listed = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/(?<=`)\w+(?=`)/g) ?? []);
  const reads =
    /\benv\.([A-Z][A-Z0-9_]+)|(?<=[{,] )([A-Z][A-Z0-9_]+)(?=[^{}]*\}(?:: NodeJS\.ProcessEnv| = (?:process\.)?env\b))/g;

  it('are all that the commands read', () => {
    const sources = projectFiles(
      'infra/*.ts',
      'demo/*.ts',
      'test/bench/*.ts',
      'test/support/*.ts',
      'vitest.config.mts',
    );
    const found = sources.flatMap((file) =>
      [...read(file).matchAll(reads)].map(([, one, other]) => one ?? other ?? ''),
    );
    const inMakefile = [
      ...read('Makefile')
        .replaceAll(/^#.*$/gm, '')
        .matchAll(/\$\$\{?([A-Z][A-Z_]+)|^export ([A-Z][A-Z_]+) [:=]/gm),
    ].map(([, one, other]) => one ?? other ?? '');
    expect(new Set([...found, ...inMakefile]).size).toBeGreaterThan(25);
    const ofFunction = sectionOf('Variables of the function');
    const missing = [...new Set([...found, ...inMakefile])].filter(
      (name) => !listed.includes(name) && !notForPeople.test(name) && !ofFunction.includes(`| \`${name}\` |`),
    );
    expect(missing).toEqual([]);
  });

  it('exist, each with the command that reads it', () => {
    expect(listed.length).toBeGreaterThan(30);
    const sources = projectFiles('Makefile', 'infra/*.ts', 'demo/*.ts', 'test/*.ts', 'local-cloud/*.ts', '*.sh').map(
      read,
    );
    for (const name of listed)
      expect(
        sources.some((source) => source.includes(name)),
        name,
      ).toBe(true);
    const onlyOnCommandLine = [...read('Makefile').matchAll(/^export ([A-Z]+) =$/gm)].map(([, name]) => name);
    const starred = [...table.matchAll(/^\| `(\w+)` \* \|/gm)].map(([, name]) => name);
    expect(starred.sort()).toEqual(onlyOnCommandLine.sort());
  });
});
