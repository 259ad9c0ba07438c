import { posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, type Token, walkTokens } from 'marked';

/** Markdown documents by their paths in the project. */
export type Documents = ReadonlyMap<string, string>;

interface ParsedDocument {
  /** What its links and images name, as written. */
  readonly targets: readonly string[];
  /** What can follow `#` in a link to it. */
  readonly anchors: ReadonlySet<string>;
}

/** Reads links, images and headings, those in HTML included. Headings get the anchors that GitHub gives them. */
function parse(text: string): ParsedDocument {
  const targets: string[] = [];
  const anchors = new Set<string>();
  const slugger = new GithubSlugger();
  walkTokens(lexer(text), (token) => {
    if (token.type === 'heading') anchors.add(slugger.slug(textOf(token)));
    if (token.type === 'link' || token.type === 'image') targets.push(token.href);
    if (token.type === 'html') {
      const html: string = token.text;
      for (const [, target = ''] of html.matchAll(/\s(?:href|src|srcset)="([^"\s]*)/g)) targets.push(target);
      for (const [, anchor = ''] of html.matchAll(/\s(?:id|name)="([^"]*)"/g)) anchors.add(anchor);
    }
  });
  return { targets, anchors };
}

/** The text of a heading as a reader sees it. */
function textOf(token: Token): string {
  if ('tokens' in token && token.tokens !== undefined) return token.tokens.map(textOf).join('');
  return token.type === 'html' || !('text' in token) ? '' : token.text;
}

const isExternal = (target: string) => /^[a-z][a-z\d+.-]*:/i.test(target);

/** Resolves the path and the anchor of a link in a document. A path that begins with `/` begins in the project. */
function resolveTarget(file: string, target: string): { readonly path: string; readonly anchor: string | undefined } {
  const [path = '', anchor] = decodeURIComponent(target).split('#');
  if (path === '') return { path: file, anchor };
  const whole = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(file), path);
  return { path: whole.replace(/\/$/, ''), anchor };
}

/** Returns a line for each link or image that leads to no file, folder or heading of the project. */
export function brokenLinks(documents: Documents, files: Iterable<string>): string[] {
  const known = new Set([...files].flatMap((file) => [file, ...foldersOf(file)]));
  const parsed = new Map([...documents].map(([file, text]) => [file, parse(text)]));
  return [...parsed].flatMap(([file, { targets }]) =>
    targets.flatMap((target) => {
      if (isExternal(target)) return [];
      const { path, anchor } = resolveTarget(file, target);
      if (!known.has(path)) return [`${file}: ${target}: no such file or folder`];
      if (anchor === undefined || parsed.get(path)?.anchors.has(anchor)) return [];
      return [`${file}: ${target}: no such heading`];
    }),
  );
}

/** Returns the documents to which no chain of links leads from a document. */
export function unreachable(documents: Documents, start: string): string[] {
  const reached = new Set<string>();
  const pending = [start];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const text = documents.get(file);
    if (text === undefined || reached.has(file)) continue;
    reached.add(file);
    const from = file;
    const internal = parse(text).targets.filter((target) => !isExternal(target));
    pending.push(...internal.map((target) => resolveTarget(from, target).path));
  }
  return [...documents.keys()].filter((file) => !reached.has(file));
}

function foldersOf(file: string): string[] {
  const folder = posix.dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}
