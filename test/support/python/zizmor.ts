import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';

/** A program that analyses GitHub workflows: that of `make test`, or one on `PATH`. @default - there is none */
export const zizmor: string | undefined = [join(projectRoot, 'dist', 'python', 'bin', 'zizmor'), 'zizmor'].find(
  (program) => spawnSync(program, ['--version']).status === 0,
);
