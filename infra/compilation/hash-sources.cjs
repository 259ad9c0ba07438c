'use strict';
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
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

/** Computes a hash of everything that programs are made from. JavaScript, because `infra/run.cjs` needs it before anything is compiled. */
function hashSources() {
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

module.exports = { bindings, hashSources };
