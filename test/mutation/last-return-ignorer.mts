import type { Ignorer } from '@stryker-mutator/api/ignore';

/** The parts of Babel's syntax tree that are read here: its types are a package of their own. */
interface Path {
  readonly type: string;
  readonly node: unknown;
  readonly parent: unknown;
  readonly parentPath: Path | null;
}
interface Block {
  readonly body: readonly { readonly type: string; readonly argument?: { readonly name?: string } | null }[];
}

/**
 * Leaves out `catch { return undefined; }` at the end of a function: without the statement, the function returns `undefined`, too, but a
 * reader would not see that it is meant.
 */
export const lastReturnIgnorer: Ignorer = {
  shouldIgnore(babelPath) {
    const { type, node, parent, parentPath } = babelPath as unknown as Path;
    const block = parentPath?.parentPath;
    if (type !== 'CatchClause' || block?.type !== 'BlockStatement') return undefined;
    const [statement, ...others] = (node as { readonly body: Block }).body.body;
    const returnsUndefined =
      statement?.type === 'ReturnStatement' && statement.argument?.name === 'undefined' && others.length === 0;
    const isLast = (block.node as Block).body.at(-1) === parent && /Function/.test(block.parentPath?.type ?? '');
    return returnsUndefined && isLast ? 'The function returns undefined without this statement, too.' : undefined;
  },
};
