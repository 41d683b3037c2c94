// Answers of a machine in words: the reasons that it gives.
import type { Because, CoachingNote, Evidence, Signal } from '../domain/assist.ts';
import { count } from './counts.ts';

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

/** The evidence of one dimension of a score. */
export function evidenceInWords(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'minutes':
      return count(evidence.minutes, 'minute');
    case 'answered':
      return `${evidence.answered} of ${count(evidence.of, 'question')} answered`;
    case 'words':
      return evidence.words.length === 0 ? 'no kind and no harsh words' : quoted(evidence.words);
    case 'last':
      return `the ${evidence.role} wrote last; the customer’s last words: ${evidence.sentiment ?? unknownWord}`;
  }
}

/** A note to the agent. */
export function coachingInWords(note: CoachingNote): string {
  switch (note.kind) {
    case 'slow-first-answer':
      return `The first answer took ${count(note.minutes, 'minute')}.`;
    case 'slow-answers':
      return `Answers took ${count(note.minutes, 'minute')} on average.`;
    case 'unanswered':
      return `Nobody answered: “${note.question}”`;
    case 'no-greeting':
      return 'A greeting or a thank-you would make it kinder.';
    case 'harsh':
      return `These words may sound harsh: ${quoted(note.words)}.`;
    case 'no-apology':
      return 'The customer was unhappy, and nobody said sorry.';
    case 'left-unhappy':
      return 'The customer seems to have left unhappy.';
    case 'told':
      return note.text;
  }
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
