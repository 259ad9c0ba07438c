import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../infra/project-root';
import { type DocComment, parseComment } from './doc-comment';

const files = ['environment-schema.ts', 'infrastructure-schema.ts'];

/** A setting as the source declares it. */
interface Member {
  readonly name: string;
  readonly comment: string;
  /** The expression with its schema. */
  readonly value: string;
}

/**
 * Reads the doc comments of all settings of an environment, by the settings' paths. A path can have more than one: a member of two objects of
 * a union has two.
 *
 * @throws {Error} if a setting has no comment
 */
export function settingComments(): ReadonlyMap<string, readonly DocComment[]> {
  const source = files.map((file) => readFileSync(join(projectRoot, 'infra', 'settings', file), 'utf8')).join('\n');
  const comments = new Map<string, readonly DocComment[]>();
  for (const { path, text } of membersOf(source, 'environmentSchema', [])) {
    if (text === '') throw new Error(`${path} has no doc comment in infra/settings/.`);
    comments.set(path, [...(comments.get(path) ?? []), parseComment(text)]);
  }
  return comments;
}

/** The members of a schema, and of the schemas that its members name, whose names end with `Schema`. */
function* membersOf(
  source: string,
  schema: string,
  path: readonly string[],
): Iterable<{ readonly path: string; readonly text: string }> {
  const declaration = declarationOf(source, schema);
  if (!declaration.startsWith('z.strictObject({')) {
    for (const inner of schemasIn(declaration)) yield* membersOf(source, inner, path);
    return;
  }
  for (const { name, comment, value } of splitMembers(declaration)) {
    const own = [...path, name];
    yield { path: own.join('.'), text: comment };
    for (const inner of schemasIn(value)) yield* membersOf(source, inner, own);
  }
}

function declarationOf(source: string, schema: string): string {
  const [, declaration] = new RegExp(`^(?:export )?const ${schema} = ([^]*?;)$`, 'm').exec(source) ?? [];
  if (declaration === undefined) throw new Error(`infra/settings/ has no schema named ${schema}.`);
  return declaration;
}

function splitMembers(declaration: string): readonly Member[] {
  const member = /^(?: {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {2}(\w+)[:,]([\s\S]*?)(?=^ {2}\/\*\*|^ {2}\w|^\})/gm;
  return [...declaration.matchAll(member)].map(([, comment = '', name = '', value = '']) => ({ name, comment, value }));
}

const schemasIn = (text: string): readonly string[] => text.match(/\b\w+Schema\b/g) ?? [];
