// Runs a program of infra/, such as infra/operations/stack/cli.ts, from a compiled copy: node infra/run.cjs PROGRAM [ARGUMENT]…
//
// Node.js starts it several times as fast as with tsx. The copies are kept by a hash of everything that they are made from, so none
// is ever older than the sources. JavaScript, because it runs before anything is compiled.
'use strict';
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = join(__dirname, '..');
const bindings = join(root, 'infra', 'provider-tencentcloud', 'lib');

/** Lists the files in a folder. The bindings are generated from files that are listed, so they are left out. */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === bindings) return [];
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function sourcesHash() {
  const hash = createHash('sha256').update(`${process.versions.node} ${statSync(bindings).mtimeMs}`);
  const folders = ['function', 'infra'].map((name) => join(root, name));
  const files = ['package-lock.json', 'tsconfig.json'].map((name) => join(root, name));
  for (const file of [...folders.flatMap(filesIn).sort(), ...files]) {
    const content = readFileSync(file);
    hash.update(`\n${file} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

const [, , program, ...words] = process.argv;
const hash = sourcesHash();
const folder = join(root, 'dist', 'programs', hash);
if (!existsSync(folder)) {
  const compiler = join(root, 'infra', 'compilation', 'cli.ts');
  try {
    execFileSync(process.execPath, ['--import', 'tsx', compiler, hash], { cwd: root, stdio: ['ignore', 2, 2] });
  } catch {
    // The compiler has printed why.
    process.exit(1);
  }
}
process.argv = [process.argv[0], resolve(program), ...words];
require(join(folder, program.replace(/\.ts$/, '.js')));
