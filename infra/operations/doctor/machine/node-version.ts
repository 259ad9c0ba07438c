import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../project-root';
import type { Finding } from '../finding';

/** Checks the version of Node.js. @param version such as `22.21.0` */
export function checkNodeVersion(version: string): Finding {
  const { engines }: { readonly engines: { readonly node: string } } = JSON.parse(
    readFileSync(join(projectRoot, 'package.json'), 'utf8'),
  );
  const least = Number(/\d+/.exec(engines.node)?.[0]);
  const check = 'Node.js';
  if (Number.parseInt(version, 10) >= least) return { check, state: 'ok', found: version };
  return {
    check,
    state: 'failure',
    found: `${version} is too old`,
    advice: `Install Node.js ${least} or newer: see nodejs.org.`,
  };
}
