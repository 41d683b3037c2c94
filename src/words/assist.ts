// Answers of a machine in words: the reasons that it gives.
import type { Because, Signal } from '../domain/assist.ts';

const signals: Readonly<Record<Signal, string>> = {
  legal: 'lawyers or authorities',
  danger: 'danger',
  public: 'a bad review',
  manager: 'asks for somebody in charge',
  insult: 'insulted or cheated',
  leaving: 'wants to leave',
  repeated: 'wrote before',
  shouting: 'shouts',
};

const sources = { template: 'template', macro: 'macro', article: 'article' } as const;

/** Never empty. */
export function becauseInWords(because: readonly Because[]): string {
  const said = because.map(reasonInWords).filter((words) => words !== '');
  return said.length === 0 ? unclear : said.join('; ');
}

const unclear = 'nothing in it says so clearly enough';

function reasonInWords(because: Because): string {
  switch (because.kind) {
    case 'words':
      return because.words.length === 0 ? '' : `the words ${quoted(because.words)}`;
    case 'signal':
      return because.words.length === 0
        ? signals[because.signal]
        : `${signals[because.signal]}: ${quoted(because.words)}`;
    case 'source':
      return `${sources[because.source]} “${because.title}”`;
    case 'unreadable':
      return because.language === null ? 'there are no words in it' : `the language “${because.language}” is not read`;
    case 'unclear':
      return unclear;
    case 'told':
      return because.text;
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
}

/** A value that nobody knows. */
export const unknownWord = 'unknown';

export const assistPageWords = {
  try: 'Try a sentence',
  sentence: 'A text, as a customer would write it',
  hint: 'English, German or Spanish. Nothing is kept.',
  read: 'This is how the machine reads it:',
} as const;

const languages: Readonly<Record<string, string>> = { en: 'English', de: 'German', es: 'Spanish' };

/** Null: nobody knows. A language that the machine does not read is its code. */
export function languageInWords(code: string | null): string {
  if (code === null) return unknownWord;
  return Object.hasOwn(languages, code) ? (languages[code] ?? code) : code;
}

export function shareInWords(share: number): string {
  return `${Math.round(share * 100)} %`;
}
