import { describe, expect, it } from 'vitest';
import { firstError } from '../../../../../infra/operations/doctor/machine/terraform-error';

describe('The first error of Terraform', () => {
  it('is what follows its heading, in a line', () => {
    const printed = `Initializing the backend...

Error: Invalid backend configuration argument

The backend configuration argument "x" given on the command line is not
expected for the selected backend type.

Error: Another one

Something else.
`;
    expect(firstError(printed)).toBe(
      'The backend configuration argument "x" given on the command line is not expected for the selected backend type',
    );
  });

  it('is its heading if nothing follows', () => {
    expect(firstError('\nError: Failed to get existing workspaces: bucket b-1\nnot exists\n\n\n')).toBe(
      'Failed to get existing workspaces: bucket b-1 not exists',
    );
    expect(firstError('\nError: One\n\nError: Another\n')).toBe('One');
  });

  it('is everything if there is no heading', () => {
    expect(firstError('panic: no memory\n')).toBe('panic: no memory');
  });
});
