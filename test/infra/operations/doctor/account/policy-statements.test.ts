import { describe, expect, it } from 'vitest';
import {
  readStatements,
  type Verdict,
  verdictOf,
} from '../../../../../infra/operations/doctor/account/policy-statements';

/** A policy of statements `<effect> <actions>`. */
const policy = (...statements: readonly string[]) =>
  JSON.stringify({
    version: '2.0',
    statement: statements.map((text) => {
      const [effect, ...action] = text.split(' ');
      return { effect, action, resource: ['*'] };
    }),
  });

describe('The verdict on an action', () => {
  it.each<[Verdict, string, readonly string[]]>([
    ['allowed', 'scf:GetFunction', ['allow scf:GetFunction']],
    ['allowed', 'scf:GetFunction', ['allow name/scf:Get*']],
    ['allowed', 'scf:GetFunction', ['allow *']],
    ['allowed', 'scf:GetFunction', ['allow *:*']],
    ['allowed', 'scf:GetFunction', ['allow cls:*', 'allow scf:*']],
    ['allowed', 'scf:GetFunction', ['deny scf:DeleteFunction', 'allow scf:*']],
    ['perhaps', 'scf:GetFunction', ['allow permid/280649']],
    ['missing', 'scf:GetFunction', ['allow scf:Get']],
    ['missing', 'scf:GetFunction', ['allow scf:Getxunctio*']],
    ['missing', 'scf:GetFunction', ['allow scf:GetFunctionLogs']],
    ['missing', 'scf:GetFunction', ['allow s.f:*']],
    ['denied', 'scf:GetFunction', ['allow *', 'deny scf:*']],
    ['denied', 'scf:GetFunction', ['deny scf:*']],
  ])('is "%s" for %s with %j', (verdict, action, statements) => {
    expect(verdictOf(readStatements(policy(...statements)), action)).toBe(verdict);
  });

  const one = (changes: object) =>
    readStatements(
      JSON.stringify({ version: '2.0', statement: { effect: 'allow', action: '*', resource: '*', ...changes } }),
    );

  it('reads single values and a single statement', () => {
    expect(verdictOf(one({}), 'scf:GetFunction')).toBe('allowed');
  });

  it.each([
    ['a condition', { condition: { ip_equal: { 'qcs:ip': '10.0.0.0/8' } } }],
    ['a resource', { resource: 'qcs::scf:ap-guangzhou:uin/1:namespace/default/*' }],
  ])('depends on %s', (_, changes) => {
    expect(verdictOf(one(changes), 'scf:GetFunction')).toBe('perhaps');
    const denied = [...one({}), ...one({ ...changes, effect: 'deny' })];
    expect(verdictOf(denied, 'scf:GetFunction')).toBe('perhaps');
  });

  // platform: cam-operation-level
  it('does not count single resources for actions that CAM allows for all or none', () => {
    const limited = one({ resource: 'qcs::cam::uin/1:roleName/mine' });
    expect(verdictOf(limited, 'cam:CreateRole')).toBe('missing');
    expect(verdictOf(limited, 'cam:PassRole')).toBe('perhaps');
  });

  it.each(['', '{', '[]', '{"statement":[{"effect":"maybe","action":"*"}]}'])(
    'is open for the document %j',
    (document) => {
      expect(verdictOf(readStatements(document), 'scf:GetFunction')).toBe('perhaps');
    },
  );
});
