import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';

/** A Python 3 with PyJWT and cryptography, which `PYTHON` overrides. @default - there is none, and the packages cannot be installed */
export const python: string | undefined = findPython();

function findPython(): string | undefined {
  const { PYTHON } = process.env;
  if (!PYTHON) spawnSync(join(__dirname, 'install-packages.sh'), { cwd: projectRoot, stdio: 'ignore' });
  const program = PYTHON || join(projectRoot, 'dist', 'python', 'bin', 'python');
  return spawnSync(program, ['-c', 'import cryptography, jwt']).status === 0 ? program : undefined;
}
