import type { FunctionBundle } from './function-bundle';

/** How much of the bundle's code comes from one package, from `function/`, or from the shims. */
export interface PackageShare {
  readonly name: string;
  readonly bytes: number;
}

/** Returns the size of each package in the bundle's code, the largest first. */
export function packageShares({ metafile }: FunctionBundle): PackageShare[] {
  const shares = new Map<string, number>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = packageOf(file);
      shares.set(name, (shares.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...shares].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

function packageOf(file: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  if (inPackage !== undefined) return inPackage;
  return /^(page-part:)?function\//.test(file) ? 'function/' : 'shims';
}
