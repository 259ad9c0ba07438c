import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../infra/project-root';
import type { Account } from '../../../local-cloud/account/account';
import { trusting } from '../../local-cloud/trial-account';

export interface Statement {
  readonly effect: string;
  readonly action: readonly string[];
  readonly resource: readonly string[];
}

/** Reads a policy of `infra/policies/` with the values of an account and of the environment staging. */
export function readPolicy(name: 'deploy-person' | 'deploy-ci' | 'operate'): readonly Statement[] {
  const values: Readonly<Record<string, string>> = {
    STATE_REGION: 'ap-guangzhou',
    STATE_BUCKET: 'sms-state-1250000000',
    APPID: '1250000000',
    UIN: '100012345678',
    ENVIRONMENT: 'staging',
  };
  const text = readFileSync(join(projectRoot, 'infra', 'policies', `${name}.json`), 'utf8');
  return JSON.parse(
    text.replaceAll(/\b(?:STATE_REGION|STATE_BUCKET|APPID|UIN)\b|ENVIRONMENT/g, (word) => values[word] ?? word),
  ).statement;
}

/** Gives a role exactly these statements, and creates it if it does not exist. */
export function giveStatements({ cam }: Account, roleName: string, statement: readonly Statement[]): void {
  const common = { description: '', tags: {} };
  if (!cam.roles().some(({ name }) => name === roleName)) {
    cam.createRole({ name: roleName, document: trusting('scf.qcloud.com'), ...common });
  }
  for (const { policyName } of cam.attachmentsOf(roleName))
    cam.deletePolicy(cam.findPolicy(policyName)?.policyId ?? '');
  cam.createPolicy({ name: `${roleName}-policy`, document: JSON.stringify({ version: '2.0', statement }), ...common });
  cam.attach(roleName, `${roleName}-policy`);
}
