// The documents: each is found from the README, leads where it says, and names only what there is.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '../support/jest-globals.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const documents = fs.globSync(['*.md', 'docs/**/*.md'], { cwd: root });

/** A heading's anchor, as GitHub makes it. */
function anchorsOf(file: string): string[] {
  return [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** Paths and patterns of paths that stand between backticks. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:\.ci|bench|docs|migrations|scripts|src|test)\/[^`\s]*)`/g)].map(
    ([, name = '']) => name,
  );
}

describe('every document', () => {
  test('has lines of at most 130 characters, tables and code apart', () => {
    const long = documents.flatMap((file) =>
      read(file)
        .replace(/^ *```.*?^ *```$/gms, '')
        .split('\n')
        .filter((line) => [...line].length > 130 && !/^ *\|/.test(line))
        .map((line) => `${file}: ${line}`),
    );
    expect(long).toEqual([]);
  });

  test('is linked from the README', () => {
    const others = documents.filter((file) => file !== 'README.md');
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter((file) => !read('README.md').includes(`](${file})`))).toEqual([]);
  });

  test('links to files and headings that exist', () => {
    for (const file of documents) {
      for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
        const [name = '', anchor] = target.split('#');
        const linked = name === '' ? file : path.join(path.dirname(file), name);
        expect([file, target, fs.existsSync(path.join(root, linked))]).toEqual([file, target, true]);
        if (anchor) expect([file, target, anchorsOf(linked).includes(anchor)]).toEqual([file, target, true]);
      }
    }
  });

  test('names files, folders and commands that exist', () => {
    for (const file of documents) {
      const text = read(file);
      const missing = pathsIn(text).filter((name) => fs.globSync(name, { cwd: root }).length === 0);
      expect([file, missing]).toEqual([file, []]);
      const commands = [...text.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);
      expect([file, commands.filter((name) => !(name in scripts))]).toEqual([file, []]);
    }
  });
});

const architecture = read('ARCHITECTURE.md');
const isFolder = (name: string) =>
  fs.statSync(path.join(root, name), { throwIfNoEntry: false })?.isDirectory() === true;

/** Every folder and file of the tree that is drawn, with what is said of it. */
function drawnTree(): { name: string; says: string }[] {
  const [, drawing = ''] = /^```\n(src\/\n.+?)^```$/ms.exec(architecture) ?? [];
  const above: string[] = [];
  return drawing
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent = '', entry = '', says = ''] = /^([│├└─ ]*)(\S+)\s*(.*)$/.exec(line) ?? [];
      above.splice(indent.length / 4, above.length, entry);
      return { name: above.join(''), says };
    });
}

describe('ARCHITECTURE.md', () => {
  test('is short enough to be read', () => {
    const lines = architecture.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(140);
    expect(lines.filter((line) => [...line].length > 130)).toEqual([]);
  });

  test('draws folders and files that exist, and every room', () => {
    const tree = drawnTree();
    expect(tree.filter(({ name, says }) => name !== 'src/' && says.length < 10)).toEqual([]);
    const there = (name: string) => (name.endsWith('/') ? isFolder(name) : fs.existsSync(path.join(root, name)));
    expect(tree.filter(({ name }) => !there(name))).toEqual([]);
    // Two levels are drawn: deeper folders belong to a room.
    const rooms = fs.globSync(['src/*', 'src/*/*'], { cwd: root }).filter(isFolder);
    const drawn = tree.map(({ name }) => name.replace(/\/$/, ''));
    expect(rooms.filter((room) => !drawn.includes(room))).toEqual([]);
  });

  test('gives each folder’s reason for more than twenty files', () => {
    const unexplained = drawnTree().filter(({ name, says }) => {
      const files = fs.globSync(`${name}*.*`, { cwd: root });
      return name.endsWith('/') && files.length > 20 && !says.includes('Many files: ');
    });
    expect(unexplained).toEqual([]);
  });
});

test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names files that exist', (document) => {
  const sources = fs.globSync('{src,test}/**/*.ts', { cwd: root });
  const named = [...read(document).matchAll(/`([\w./*-]+(?:\.[jt]s|\/))`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter((name) => {
    const places = [name, `src/${name}`, `src/services/${name}`];
    if (places.some((place) => fs.globSync(place, { cwd: root }).length > 0)) return false;
    const ends = new RegExp(`/${name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
    return name.includes('/') || !sources.some((file) => ends.test(file));
  });
  expect(missing).toEqual([]);
});

describe('the glossary', () => {
  test('has each word once, with a meaning', () => {
    const rows = [...read('docs/glossary.md').matchAll(/^\| (.+?) \| (.+?) \|/gm)].filter(
      ([, word]) => word !== 'word',
    );
    expect(rows.length).toBeGreaterThan(50);
    const words = rows.map(([, word = '']) => word.replace(/^to /, '').toLowerCase());
    expect(words.filter((word, index) => words.indexOf(word) < index)).toEqual([]);
    for (const [, word, meaning] of rows) expect([word, meaning]).toEqual([word, expect.stringMatching(/^.{10,}$/)]);
  });
});

test('the changelog begins with the version that the package has', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
  const lock = JSON.parse(read('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
});
