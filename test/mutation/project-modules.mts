import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folders whose modules the tests of `function/` load. */
const folders = ['function', 'infra', 'local-cloud', 'test'];
/** Loads the contract and compiles its schemas, which takes long, and imports nothing that is mutated. */
const kept = 'test/support/contract.ts';

/** Lists the modules of the project that have to be loaded again for each mutant, by their absolute paths. */
export function projectModules(root = process.cwd()): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((file) => file.endsWith('.ts') && file !== kept && !file.includes('node_modules'))
    .map((file) => join(root, file));
}
