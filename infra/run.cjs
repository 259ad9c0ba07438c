// Runs a program of infra/, such as infra/operations/stack/cli.ts, from a compiled copy: node infra/run.cjs PROGRAM [ARGUMENT]…
//
// Node.js starts it several times as fast as with tsx. The copies are kept by a hash of everything that they are made from, so none
// is ever older than the sources. JavaScript, because it runs before anything is compiled.
'use strict';
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, rmSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = join(__dirname, '..');
const bindings = join(root, 'infra', 'provider-tencentcloud', 'lib');

/**
 * Lists the files in a folder, also those of linked folders. The bindings are generated from files that are listed, so they are left
 * out. Links that lead nowhere are left out, too: Emacs makes one beside each file that is not saved.
 */
function filesIn(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (path === bindings || stats === undefined) return [];
    return stats.isDirectory() ? filesIn(path) : [path];
  });
}

/** @returns `undefined` if there is no such file, such as one that an editor has just deleted */
function contentOf(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function sourcesHash() {
  const hash = createHash('sha256').update(`${process.versions.node} ${statSync(bindings).mtimeMs}`);
  const folders = ['function', 'infra'].map((name) => join(root, name));
  // The lock file in node_modules tells what is installed, which may be something else than the lock file says.
  const names = ['package.json', 'package-lock.json', 'tsconfig.json', join('node_modules', '.package-lock.json')];
  for (const file of [...folders.flatMap(filesIn).sort(), ...names.map((name) => join(root, name))]) {
    const content = contentOf(file);
    if (content !== undefined) hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

/** @returns the path of the compiled program */
function compiled(program) {
  const hash = sourcesHash();
  const folder = join(root, 'dist', 'programs', hash);
  const file = join(folder, program.replace(/\.ts$/, '.js'));
  if (existsSync(file)) return file;
  const compiler = join(root, 'infra', 'compilation', 'cli.ts');
  try {
    execFileSync(process.execPath, ['--import', 'tsx', compiler, hash], { cwd: root, stdio: ['ignore', 2, 2] });
  } catch {
    // The compiler has printed why.
    process.exit(1);
  }
  if (sourcesHash() === hash) return file;
  // Somebody has changed the sources meanwhile, so nobody knows which ones were compiled.
  rmSync(folder, { recursive: true, force: true });
  return compiled(program);
}

if (!existsSync(bindings)) {
  console.error('There is no infra/provider-tencentcloud/lib. Run make packages, which generates it.');
  process.exit(1);
}
const [, , program, ...words] = process.argv;
const file = compiled(program);
process.argv = [process.argv[0], resolve(program), ...words];
require(file);
