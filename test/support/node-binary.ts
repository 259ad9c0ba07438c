import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/project-root';

const cache = join(projectRoot, 'node_modules', '.cache', 'node-binaries');
const isLongRun = process.env.PROPERTY_RUNS !== undefined;

/**
 * Finds a Node.js of a version such as `22.21`: the one that runs the tests if it has the same major version, or one from the
 * npm registry. `make test-long` downloads it once; other runs only use what is there.
 *
 * @returns the path of the program; `undefined` if it cannot be had
 */
export function findNode(version: string): string | undefined {
  const [major] = version.split('.');
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = join(cache, version);
  const program = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(program) && isLongRun) install(folder, `${name}@${version}`);
  return existsSync(program) ? program : undefined;
}

function install(folder: string, packageName: string): void {
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=silent'];
  try {
    execFileSync('npm', ['install', '--prefix', folder, ...options, packageName], { stdio: 'ignore' });
  } catch {
    // Without a network, the tests that need it are skipped.
  }
}
