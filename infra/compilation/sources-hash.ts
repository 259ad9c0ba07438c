import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../project-root';

/** The compiler puts it in the place of the name. */
declare const SOURCES_HASH: string;

/** Hash of all sources and of the lock file from which the running program was compiled. @default - it runs without being compiled */
export const sourcesHash: string | undefined = typeof SOURCES_HASH === 'string' ? SOURCES_HASH : undefined;

/** Hash of the sources and packages as they are now, which may be others than those of the running program. */
export function currentSourcesHash(): string {
  // Read when it is needed, from the sources: it finds them by its own place.
  const file = join(projectRoot, 'infra', 'compilation', 'hash-sources.cjs');
  const { hashSources }: { readonly hashSources: () => string } = createRequire(file)(file);
  return hashSources();
}
