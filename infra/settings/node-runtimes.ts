/**
 * The platform's Node.js runtimes that the function supports, newest first. `test/infra/settings/node-runtimes.test.ts` runs the bundle
 * on each. platform: node-runtimes
 */
export const nodeRuntimes = ['Nodejs24.11', 'Nodejs22.21', 'Nodejs20.19'] as const;
export type NodeRuntime = (typeof nodeRuntimes)[number];

/** The runtime of new functions. */
export const newestRuntime: NodeRuntime = nodeRuntimes[0];

/** Returns the version of Node.js that a runtime has, such as `24.11`. */
export function nodeVersion(runtime: NodeRuntime): string {
  return runtime.replace('Nodejs', '');
}

/** The target of esbuild: code for it runs on all runtimes. */
export const oldestTarget = `node${Math.min(...nodeRuntimes.map((runtime) => Number.parseInt(nodeVersion(runtime), 10)))}`;
