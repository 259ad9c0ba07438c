import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildOptions } from '../../../infra/function-bundle/build-options';
import { projectRoot } from '../../../infra/project-root';
import { code, markdownTable } from './markdown-table';

/** A package of which the function's bundle contains code. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json tells it, such as `MIT`. */
  readonly licence: string;
  /** The files in which it tells its licence, its authors and its notices, by their names. */
  readonly notices: ReadonlyMap<string, string>;
}

/** Reads the packages of the function's bundle, sorted by name. Packages that shims replace as a whole are not among them. */
export async function bundledPackages(): Promise<readonly BundledPackage[]> {
  const entryPoints = ['function/handler.ts'];
  const { metafile } = await build({ ...buildOptions, entryPoints, outdir: 'dist', metafile: true, write: false });
  const packages = await Promise.all(packageFolders(metafile).map(readPackage));
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function packageFolders({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return [...new Set(files.flatMap((file) => /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []))];
}

async function readPackage(path: string): Promise<BundledPackage> {
  const folder = join(projectRoot, path);
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice|authors)\b/i.test(file)).sort();
  if (typeof license !== 'string' || files.length === 0) {
    throw new Error(
      `${name} ${version} has no licence in its package.json, or no file with its text. Ask its authors before you use it.`,
    );
  }
  const texts = await Promise.all(
    files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const),
  );
  return { name, version, licence: license, notices: new Map(texts) };
}

/** The end of the terms of the Apache License, after which a package may name its owner. */
const apacheEnd = 'END OF TERMS AND CONDITIONS';

/**
 * Makes the list of the packages in the function's bundle, with the texts that their licences require with every copy. The terms of the
 * Apache License, which are the same for all packages, are there once.
 */
export function licencesText(packages: readonly BundledPackage[]): string {
  let apacheTerms = '';
  const sections = packages.map(({ name, version, notices }) => {
    const texts = [...notices].map(([file, text]) => {
      const [terms = '', rest] = text.split(apacheEnd);
      if (rest === undefined) return `\`${file}\`:\n\n${fenced(text)}`;
      if (apacheTerms !== '' && words(terms) !== words(apacheTerms)) {
        throw new Error(
          `${name}: ${file} is not the Apache License as in other packages. Print it in full in docs/licences.md.`,
        );
      }
      apacheTerms = terms;
      const link = `\`${file}\`: the [Apache License 2.0](#apache-license-20)`;
      return rest.trim() === '' ? `${link}.` : `${link}, then:\n\n${fenced(rest)}`;
    });
    return `## ${name} ${version}\n\n${[...(remarks[name] ?? []), ...texts].join('\n\n')}\n`;
  });
  return `${[
    introduction,
    `${markdownTable(
      ['package', 'version', 'licence'],
      packages.map(({ name, version, licence }) => [code(name), version, licence]),
    )}\n`,
    ...sections,
    ...(apacheTerms === '' ? [] : [`## Apache License 2.0\n\n${fenced(`${apacheTerms}${apacheEnd}`)}\n`]),
  ].join('\n')}`;
}

const introduction = `<!-- Made by make docs from the packages of the function's bundle. -->

# Licences of the packages in the function

The function's zip contains code of these packages. Some of their parts are left out or replaced, as \`infra/function-bundle/shims.ts\`
says. To deploy the function to an account of your own passes no copy to anybody. If you give the zip to others, give them this file,
too: the licences require these texts with every copy, and the code in the zip has no comments.
`;

/** What a reader has to know of a package beside its own texts. */
const remarks: Readonly<Record<string, readonly string[]>> = {
  'libphonenumber-js': [
    'Its authors derived it from Google’s `libphonenumber`, data on the numbers of all countries included, which is under the Apache License.',
  ],
};

/** A text as a code block, without empty lines around it and without spaces at the ends of lines. */
function fenced(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  return `\`\`\`text\n${lines.join('\n').replace(/^\n+|\n+$/g, '')}\n\`\`\``;
}

const words = (text: string) => text.split(/\s+/).join(' ').trim();
