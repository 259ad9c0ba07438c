// Runs a program of infra/, such as infra/operations/stack/cli.ts, from a compiled copy: node infra/run.cjs PROGRAM [ARGUMENT]…
//
// Node.js starts it several times as fast as with tsx. The copies are kept by a hash of everything that they are made from, so none
// is ever older than the sources. JavaScript, because it runs before anything is compiled.
'use strict';
const { execFileSync } = require('node:child_process');
const { existsSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { bindings, hashSources } = require('./compilation/hash-sources.cjs');

const root = join(__dirname, '..');

/** @returns the path of the compiled program */
function compiled(program) {
  const hash = hashSources();
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
  if (hashSources() === hash) return file;
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
