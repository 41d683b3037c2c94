// The words of the product: sentences for people stand in src/words/, and comments keep the voice of docs/style.md.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '../support/jest-globals.ts';
import { commentSentencesIn, isSentence, type Saying, sentencesIn, sentencesOf, voiceFault } from '../support/prose.ts';
import { readSources, type Source } from '../support/sources.ts';

const root = path.resolve(import.meta.dirname, '../..');
const sources = readSources(['src', 'test', 'bench', 'scripts']);

/**
 * Sentences may stand beside src/words/ in the help of metrics, the complaints about the environment, the pretend vendors,
 * and in the examples of screens, which hold the words of people.
 */
const mayTell = /^src\/(words|simulator)\/|^src\/views\/\w+\/examples\b|^src\/services\/metrics\.ts$|^src\/config\.ts$/;
/** Words that customers and their phones write, the sources of numbering plans, and the address that stands for no sender. */
const isData =
  /^src\/domain\/(consent\/(keywords|reaction-phrases|stop-phrases|stop-wish)|numbers\/(numbering-plans|unknown-sender))\.ts$/;
/** A label of one to four words belongs to the page or panel that shows it. */
const hasLabels = /^src\/(views|http|commands|intercom|twilio)\//;

/** Files that are still to be put in order, with how many faults each folder may have. */
const sentenceDebts: Readonly<Record<string, number>> = {
  'src/app.ts': 3,
  'src/commands': 54,
  'src/domain': 352,
  'src/http': 29,
  'src/intercom': 32,
  'src/lib': 3,
  'src/services/account': 48,
  'src/services/catch-up': 4,
  'src/services/changes': 3,
  'src/services/contacts': 3,
  'src/services/conversations': 5,
  'src/services/credentials': 18,
  'src/services/doctor': 267,
  'src/services/numbers': 38,
  'src/services/once.ts': 2,
  'src/services/operations': 2,
  'src/services/panel': 52,
  'src/services/replies': 3,
  'src/services/routes': 5,
  'src/services/settings': 46,
  'src/services/texts': 8,
  'src/services/workspace-directory.ts': 2,
  'src/services/workspaces': 9,
  'src/store': 53,
  'src/twilio': 205,
  'src/views/doctor-report.ts': 1,
  'src/views/headline.ts': 10,
  'src/views/page': 33,
  'src/views/panel': 268,
  'src/views/settings': 208,
};
const voiceDebts: Readonly<Record<string, number>> = {
  'bench/bare.ts': 1,
  'bench/figures.ts': 2,
  'bench/parts': 9,
  'bench/processes.ts': 2,
  'bench/stage.ts': 4,
  'bench/upstream-process.ts': 1,
  'bench/upstream.ts': 2,
  'src/app.ts': 4,
  'src/commands': 4,
  'src/domain': 126,
  'src/http': 18,
  'src/intercom': 38,
  'src/lib': 11,
  'src/services/account': 7,
  'src/services/catch-up': 10,
  'src/services/changes': 5,
  'src/services/clock-skew.ts': 1,
  'src/services/consent': 2,
  'src/services/contacts': 5,
  'src/services/context.ts': 2,
  'src/services/conversations': 11,
  'src/services/credentials': 9,
  'src/services/doctor': 34,
  'src/services/metrics.ts': 1,
  'src/services/numbers': 14,
  'src/services/once.ts': 3,
  'src/services/operations': 5,
  'src/services/panel': 19,
  'src/services/refused': 17,
  'src/services/replies': 6,
  'src/services/routes': 4,
  'src/services/settings': 11,
  'src/services/texts': 10,
  'src/services/workspace-directory.ts': 6,
  'src/services/workspaces': 7,
  'src/simulator/demo': 11,
  'src/simulator/intercom': 43,
  'src/simulator/open-panel.ts': 2,
  'src/simulator/page': 7,
  'src/simulator/people.ts': 1,
  'src/simulator/stand-in': 3,
  'src/simulator/twilio': 29,
  'src/simulator/world.ts': 1,
  'src/store': 101,
  'src/twilio': 26,
  'src/views/doctor-report.ts': 1,
  'src/views/page': 14,
  'src/views/panel': 22,
  'src/views/plain-text.ts': 1,
  'src/views/settings': 8,
  'test/browser': 2,
  'test/commands': 1,
  'test/contract': 5,
  'test/domain': 2,
  'test/http': 12,
  'test/proofs': 3,
  'test/services': 1,
  'test/store': 4,
  'test/stories': 31,
  'test/support': 30,
  'test/tenancy': 17,
  'test/views': 5,
  'test/worker': 3,
};
const titleDebts: Readonly<Record<string, number>> = {
  'test/architecture.test.ts': 3,
  'test/browser': 13,
  'test/commands': 4,
  'test/config.test.ts': 4,
  'test/contract': 53,
  'test/domain': 38,
  'test/http': 27,
  'test/lib': 12,
  'test/proofs': 23,
  'test/scripts': 1,
  'test/services': 2,
  'test/store': 47,
  'test/stories': 293,
  'test/views': 9,
  'test/worker': 14,
};

const folderOf = (file: string) =>
  file
    .split('/')
    .slice(0, /^src\/(services|views|simulator)\//.test(file) ? 3 : 2)
    .join('/');
const at =
  ({ file }: Source) =>
  ({ line, text }: Saying) =>
    `${file}:${line} ${text}`;

function faultsByFolder(files: readonly Source[], faultsOf: (source: Source) => Saying[]): Map<string, string[]> {
  const faults = new Map<string, string[]>();
  for (const source of files) {
    const folder = folderOf(source.file);
    faults.set(folder, [...(faults.get(folder) ?? []), ...faultsOf(source).map(at(source))]);
  }
  return faults;
}

const over = (faults: ReadonlyMap<string, string[]>, debts: Readonly<Record<string, number>>) =>
  Object.fromEntries([...faults].filter(([folder, found]) => found.length > (debts[folder] ?? 0)));

describe('sentences for people', () => {
  test('stand in src/words/', () => {
    const told = sources.filter(({ file }) => file.startsWith('src/') && !mayTell.test(file) && !isData.test(file));
    const faults = faultsByFolder(told, (source) => {
      const found = sentencesIn(source);
      return hasLabels.test(source.file) ? found.filter(isSentence) : found;
    });
    expect(over(faults, sentenceDebts)).toEqual({});
  });

  test('are found in strings and templates, not in types, SQL, logs', () => {
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the code that is read holds one
    const text = [
      "const a: 'One sentence.' = 'x';",
      "log.warn({ a }, 'A line of the log.');",
      "throw new Error('A slip of ours.');",
      'sql`select the rows of all`;',
      "say('A text waits.');",
      'say(`It waits ${1} day.`);',
      'html`<p class="a hint of it">${one}<b>Two words.</b></p><a href="x">No sentence</a>`;',
    ].join('\n');
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
    expect(sentencesIn({ file: 'a.ts', text }).map((saying) => saying.line)).toEqual([5, 6, 7, 7]);
  });
});

describe('the voice', () => {
  test('is heard in comments: the noun, then the verb', () => {
    const faults = faultsByFolder(sources, (source) =>
      commentSentencesIn(source).filter(({ text }) => voiceFault(text)),
    );
    expect(over(faults, voiceDebts)).toEqual({});
  });

  test('is heard in sentences for people', () => {
    const words = sources.filter(({ file }) => file.startsWith('src/words/'));
    expect(
      over(
        faultsByFolder(words, (source) => sentencesIn(source).filter(({ text }) => voiceFault(text))),
        {},
      ),
    ).toEqual({});
  });

  test('is heard in test names, in twelve words at most', () => {
    const tests = sources.filter(({ file }) => file.endsWith('.test.ts'));
    const faults = faultsByFolder(tests, (source) =>
      titlesIn(source).filter(({ text }) => voiceFault(text) || text.split(/\s+/).length > 12),
    );
    expect(over(faults, titleDebts)).toEqual({});
  });

  test('is heard in documents', () => {
    const faults = fs.globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) =>
      paragraphsOf(fs.readFileSync(path.join(root, file), 'utf8'))
        .flatMap(sentencesOf)
        .filter(voiceFault)
        .map((sentence) => `${file}: ${sentence}`),
    );
    expect(faults.length).toBeLessThanOrEqual(13);
  });

  test.each([
    ['Of these, one waits.', true],
    ['What waits is shown.', true],
    ['What waits?', false],
    ['A text waits.', false],
    ['This mends the route.', true],
    ['They recommend it.', false],
  ])('makes “%s” a fault: %s', (sentence, isFault) => {
    expect(voiceFault(sentence) !== null).toBe(isFault);
  });
});

/** The names of tests. */
function titlesIn({ text }: Source): Saying[] {
  const named = /^\s*(?:test|describe)(?:\.\w+)*(?:\((?!['"`]).*?\))?\(\s*(['"`])(.+?)\1,/gms;
  return [...text.matchAll(named)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    text: match[2] ?? '',
  }));
}

/** The running text of a Markdown file: no headings, code, tables or links' addresses. */
function paragraphsOf(markdown: string): string[] {
  return markdown
    .replace(/^```.*?^```$/gms, '')
    .split(/\n{2,}|^(?=\s*(?:[-*]|\d+\.) )/m)
    .map((block) =>
      block
        .replace(/^\s*(?:[-*]|\d+\.) /, '')
        .replace(/\]\([^)]*\)/g, ']')
        .replaceAll('[', '')
        .replaceAll(']', ''),
    )
    .filter((block) => !/^\s*(#|\||>)/.test(block));
}
