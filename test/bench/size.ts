import { stat } from 'node:fs/promises';
import type { FunctionBundle } from '../../infra/function-bundle/function-bundle';
import { packageShares } from '../../infra/function-bundle/report';
import type { Figure } from './figure';

/** Measures the size of the bundle, in total and by package. */
export async function measureSize(bundle: FunctionBundle): Promise<Figure[]> {
  const { size } = await stat(bundle.codeFile);
  return [
    { name: 'function.zip', value: bundle.zipSize / 1000, unit: 'kB', goal: { atMost: 105 } },
    { name: 'index.js', value: size / 1000, unit: 'kB' },
    ...packageShares(bundle).map(({ name, bytes }) => ({
      name: `  of which ${name}`,
      value: bytes / 1000,
      unit: 'kB',
    })),
  ];
}
