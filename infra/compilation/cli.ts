import { runCommand } from '../operations/command-line';
import { compilePrograms } from './compile-programs';

/** Compiles the programs of `infra/run.cjs`. The argument is the hash of the sources. */
runCommand(() => compilePrograms(process.argv[2] ?? ''));
