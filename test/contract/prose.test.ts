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
/**
 * Words that customers and their phones write, the sources of numbering plans, the address that stands for no sender, and the
 * names that Intercom gives its permissions.
 */
const isData =
  /^src\/(domain\/(consent\/(keywords|reaction-phrases|stop-phrases|stop-wish)|numbers\/(numbering-plans|unknown-sender)|texts\/auto-reply-phrases)|intercom\/(topics|calls\/permissions))\.ts$/;
/** A label of one to four words belongs to the page or panel that shows it. */
const hasLabels = /^src\/(views|http|commands|intercom|twilio|assist)\//;

const faultsIn = (files: readonly Source[], faultsOf: (source: Source) => Saying[]): string[] =>
  files.flatMap((source) => faultsOf(source).map(({ line, text }) => `${source.file}:${line} ${text}`));

const isOutOfVoice = ({ text }: Saying) => voiceFault(text) !== null;

describe('sentences for people', () => {
  test('stand in src/words/', () => {
    const told = sources.filter(({ file }) => file.startsWith('src/') && !mayTell.test(file) && !isData.test(file));
    const faults = faultsIn(told, (source) => {
      const found = sentencesIn(source);
      return hasLabels.test(source.file) ? found.filter(isSentence) : found;
    });
    expect(faults).toEqual([]);
  });

  test('have curly quotes, but for operators and programs', () => {
    const isPlain = /^src\/words\/(operator\/|errors|locked-secrets|contact-attributes)/;
    const told = sources.filter(({ file }) => file.startsWith('src/words/') && !isPlain.test(file));
    expect(faultsIn(told, (source) => sentencesIn(source).filter(({ text }) => /\w'\w|"/.test(text)))).toEqual([]);
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
    expect(faultsIn(sources, (source) => commentSentencesIn(source).filter(isOutOfVoice))).toEqual([]);
  });

  test('is heard in sentences for people', () => {
    const words = sources.filter(({ file }) => file.startsWith('src/words/'));
    expect(faultsIn(words, (source) => sentencesIn(source).filter(isOutOfVoice))).toEqual([]);
  });

  test('is heard in test names, in twelve words at most', () => {
    const tests = sources.filter(({ file }) => file.endsWith('.test.ts'));
    const isLong = ({ text }: Saying) => text.split(/\s+/).length > 12;
    const faults = faultsIn(tests, (source) =>
      titlesIn(source).filter((title) => isOutOfVoice(title) || isLong(title)),
    );
    expect(faults).toEqual([]);
  });

  test('is heard in documents', () => {
    const faults = fs.globSync(['*.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) =>
      paragraphsOf(fs.readFileSync(path.join(root, file), 'utf8'))
        .flatMap(sentencesOf)
        .filter(voiceFault)
        .map((sentence) => `${file}: ${sentence}`),
    );
    expect(faults).toEqual([]);
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
  const named = /^\s*(?:test|describe)(?:\.\w+)*(?:<[^(]*?>)?(?:\((?!['"`]).*?\))?\(\s*(['"`])(.+?)\1,/gms;
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
