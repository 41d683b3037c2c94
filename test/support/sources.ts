// The product's own source files: their lines of code and their imports.
import fs from 'node:fs';
import path from 'node:path';

export interface Source {
  /** The path from the root, with slashes. */
  file: string;
  text: string;
}

export interface Import {
  /** The path from the root for our own files, the package's name for others. */
  target: string;
  line: number;
  /** The position at which the statement ends. */
  lastLine: number;
}

const root = path.resolve(import.meta.dirname, '../..');

/** Every TypeScript and JavaScript file under these folders. */
export function readSources(folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) =>
      fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((file) => /\.(ts|js)$/.test(file))
    .map((file) => ({ file, text: fs.readFileSync(path.join(root, file), 'utf8') }));
}

/** The lines that are no comment. */
export function codeLines({ text }: Source): { line: number; text: string }[] {
  let inComment = false;
  return text.split('\n').flatMap((content, index) => {
    const isComment = inComment || /^\s*(\/\/|\/\*)/.test(content);
    if (isComment) inComment = !content.includes('*/') && (inComment || /^\s*\/\*/.test(content));
    return isComment ? [] : [{ line: index + 1, text: content }];
  });
}

/**
 * A statement from the start of a line to its quoted source, or an `import('…')` anywhere. The formatter writes them
 * all in this shape and the check runs it, so a pattern reads them exactly; the compiler used here has no API to ask,
 * and a parser for JavaScript alone would not see the imports of types.
 */
const statement = /^(?:import|export)\b(?:[^'"`;=]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm;

/** The imports of a file and its exports from other files, types too. */
export function importsOf(source: Source): Import[] {
  const code = codeLines(source);
  const text = code.map((line) => line.text).join('\n');
  const lineAt = (offset: number) => code[text.slice(0, offset).split('\n').length - 1]?.line ?? 0;
  return [...text.matchAll(statement)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    const target = specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(source.file), specifier)
      : packageOf(specifier);
    return { target, line: lineAt(match.index), lastLine: lineAt(match.index + match[0].length) };
  });
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
