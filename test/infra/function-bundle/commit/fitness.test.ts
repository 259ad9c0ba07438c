import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { recordsFormat } from '../../../../function/store/records-format';
import { fitnessFor } from '../../../../infra/function-bundle/commit/fitness';
import { projectRoot } from '../../../../infra/project-root';

const set = {
  REDIS_HOST: null,
  REDIS_PORT: '6379',
  REDIS_PASSWORD: null,
  SMS_SDKAPPID: null,
  SMS_SIGN: null,
  SMS_TEMPLATE_ID: null,
};
const fits = { recordsFormat, unknown: [], refused: [], missing: [] };

describe('The function of this commit', () => {
  it('fits a stack that sets what it needs, and nothing else', () => {
    expect(fitnessFor(set)).toEqual(fits);
  });

  it('names variables that it does not know, values that it does not take, and what is missing', () => {
    const { SMS_SIGN: _, ...others } = set;
    expect(fitnessFor({ ...others, NEW_VARIABLE: 'x', LOGIN_PAGE: 'perhaps' })).toEqual({
      ...fits,
      unknown: ['NEW_VARIABLE'],
      refused: ['LOGIN_PAGE'],
      missing: ['SMS_SIGN'],
    });
  });

  it('answers a later commit', () => {
    const args = ['--import', 'tsx', 'infra/function-bundle/commit/fitness-cli.ts'];
    const printed = execFileSync(process.execPath, args, { cwd: projectRoot, input: JSON.stringify(set) });
    expect(JSON.parse(printed.toString())).toEqual(fits);
  });
});
