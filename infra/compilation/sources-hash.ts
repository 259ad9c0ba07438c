/** The compiler puts it in the place of the name. */
declare const SOURCES_HASH: string;

/** Hash of all sources and of the lock file from which the running program was compiled. @default - it runs without being compiled */
export const sourcesHash: string | undefined = typeof SOURCES_HASH === 'string' ? SOURCES_HASH : undefined;
