import { describe, expect, it } from 'vitest';
import { countMutants } from './count-mutants';

describe('Counting mutants', () => {
  it('counts those that a test noticed, in a test that failed or never ended, and those that none noticed', () => {
    const results = (['Killed', 'Timeout', 'Survived', 'NoCoverage'] as const).map((status) => ({
      fileName: '/project/function/log.ts',
      status,
    }));
    expect(countMutants(['function/log.ts'], results)).toEqual({ 'function/log.ts': { mutants: 4, killed: 2 } });
  });

  it('leaves out those that say nothing about the tests', () => {
    const results = (['Ignored', 'CompileError', 'RuntimeError'] as const).map((status) => ({
      fileName: 'function/log.ts',
      status,
    }));
    expect(countMutants(['function/log.ts'], results)).toEqual({ 'function/log.ts': { mutants: 0, killed: 0 } });
  });

  it('tells files of the same name apart, and has those without mutants', () => {
    const files = ['function/log.ts', 'function/http/log.ts', 'function/http/none.ts'];
    expect(countMutants(files, [{ fileName: '/project/function/http/log.ts', status: 'Killed' }])).toEqual({
      'function/log.ts': { mutants: 0, killed: 0 },
      'function/http/log.ts': { mutants: 1, killed: 1 },
      'function/http/none.ts': { mutants: 0, killed: 0 },
    });
  });
});
