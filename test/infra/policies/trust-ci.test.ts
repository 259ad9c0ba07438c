import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { audience } from '../../../infra/operations/job-identity-token';
import { projectRoot } from '../../../infra/project-root';

const guide = readFileSync(join(projectRoot, 'docs', 'deploy.md'), 'utf8');

describe('The trust policy for CI', () => {
  it('gets its values with the command of docs/deploy.md, and trusts one GitHub environment of one repository', async () => {
    const commands = [...guide.matchAll(/^ *```sh\n( *sed [\s\S]*?)^ *```$/gm)].map(([, command = '']) => command);
    const command = commands.find((one) => one.includes('trust-ci.json')) ?? '';
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: projectRoot });
    const { version, statement } = JSON.parse(stdout);
    expect(version).toBe('2.0');
    expect(statement).toEqual([
      {
        effect: 'allow',
        action: ['name/sts:AssumeRoleWithWebIdentity'],
        principal: { federated: ['qcs::cam::uin/100012345678:oidc-provider/github'] },
        condition: {
          string_equal: {
            'oidc:iss': ['https://token.actions.githubusercontent.com'],
            'oidc:aud': [audience],
            'oidc:sub': ['repo:acme@1234/sms@5678:environment:staging'],
          },
        },
      },
    ]);
  });

  it('has no word left that the command does not replace', async () => {
    const policy = readFileSync(join(projectRoot, 'infra', 'policies', 'trust-ci.json'), 'utf8');
    const words = new Set(policy.match(/\b[A-Z]{3,}\b/g));
    expect([...words].sort()).toEqual(['ENVIRONMENT', 'PROVIDER', 'REPOSITORY', 'UIN']);
    for (const word of words) expect(guide).toContain(`s/${word}/`);
  });
});
