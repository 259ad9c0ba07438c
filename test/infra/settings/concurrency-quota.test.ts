import { describe, expect, it } from 'vitest';
import { checkEnvironment } from '../../../infra/settings/check-environment';
import { environment } from '../../support/synthesize';

const dev = environment('dev');
const check = (region: string, memoryMb: number, reservedInstances: number) =>
  checkEnvironment({
    ...dev,
    region,
    network: { ...dev.network, zone: `${region}-1` },
    function: { ...dev.function, memoryMb, reservedInstances },
  });

describe('Reserved instances', () => {
  it.each([
    ['ap-guangzhou', 128, 900],
    ['ap-guangzhou', 3072, 37],
    ['ap-hongkong', 256, 450],
    ['ap-singapore', 128, 400],
    ['ap-nanjing', 256, 200],
  ])('in %s with %i MB each may be %i, and no more', (region, memoryMb, most) => {
    expect(check(region, memoryMb, most).function.reservedInstances).toBe(most);
    expect(() => check(region, memoryMb, most + 1)).toThrow(
      `function.reservedInstances: found ${most + 1}; allowed: ${most === 900 ? 'a whole number from 1 to 900' : `at most ${most}, `}`,
    );
  });
});
