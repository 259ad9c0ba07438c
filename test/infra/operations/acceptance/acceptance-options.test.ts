import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAcceptanceOptions } from '../../../../infra/operations/acceptance/acceptance-options';

describe('The options of make acceptance', () => {
  it('are a folder for the results, and those of make deploy', () => {
    const words = ['--var-file', 'a.tfvars', '--results', 'out', '-refresh=false', '--output=stacks'];
    expect(readAcceptanceOptions(words)).toMatchObject({
      help: false,
      results: 'out',
      stack: { outputFolder: 'stacks', plan: [`-var-file=${resolve('a.tfvars')}`, '-refresh=false'] },
    });
    expect(readAcceptanceOptions(['--results=out'])).toMatchObject({ results: 'out' });
    expect(readAcceptanceOptions([])).toMatchObject({ results: 'acceptance', stack: { outputFolder: 'cdktf.out' } });
  });

  it.each(['--help', '-help', '-h'])('ask for help with %s', (word) => {
    expect(readAcceptanceOptions([word])).toMatchObject({ help: true });
  });

  it.each([[['--results']], [['--results', '--help']], [['--results=']]])('refuse %j', (words) => {
    expect(() => readAcceptanceOptions(words)).toThrow('allowed: --results FOLDER');
  });
});
