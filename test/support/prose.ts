// Reads the words of the source: the sentences in its strings and pages, and those in its comments.
import { parse } from '@babel/parser';
import type { Source } from './sources.ts';

export interface Saying {
  line: number;
  text: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  loc: { start: { line: number } };
  [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

/** A line in the log, and an error that only a programmer can cause, reach nobody who uses the product. */
const unheard = /(^|[.#])log\.\w+$|^Error$/;

/** Finds strings and templates with words for people, each with its first line. Types, imports and log lines have none. */
export function sentencesIn({ text }: Source): Saying[] {
  const found: Saying[] = [];
  const visit = (node: Node, isUnheard: boolean): void => {
    if (node.type === 'ImportDeclaration' || /^TS(?!AsExpression|Satisfies|NonNull)/.test(node.type)) return;
    // SQL is written for the database.
    if (node.type === 'TaggedTemplateExpression' && /^sql\b/.test(text.slice(node.start, node.end))) return;
    const line = node.loc.start.line;
    if (!isUnheard) for (const words of wordsOf(node)) if (isProse(words)) found.push({ line, text: words });
    const called = node.type === 'CallExpression' || node.type === 'NewExpression' ? node.callee : null;
    const below = called === null ? isUnheard : isNode(called) && unheard.test(text.slice(called.start, called.end));
    for (const child of childrenOf(node)) visit(child, below);
  };
  visit(programOf(text), false);
  return found;
}

function programOf(text: string): Node {
  return parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: false })
    .program as unknown as Node;
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

/** The words of a string or a template. HTML has several: those between its tags. */
function wordsOf(node: Node): string[] {
  if (node.type === 'StringLiteral') return textsOf(String(node.value));
  if (node.type !== 'TemplateLiteral') return [];
  const parts = node.quasis as { value: { cooked: string } }[];
  return textsOf(parts.map(({ value }) => value.cooked).join('…'));
}

function textsOf(text: string): string[] {
  return text.split(/<[^>]*>/).map((part) => part.trim());
}

/** A sentence rather than a label: it ends like one, or has more than four words. */
export function isSentence({ text }: Saying): boolean {
  return /[.?!]["”]?$/.test(text.trim()) || text.trim().split(/\s+/).length > 4;
}

/** SQL outside of `sql`: a statement in capitals, a list of columns with their types, or an alias. */
const sqlText =
  /^(SELECT|SET|LISTEN|GRANT|WITH SET|CREATE (ROLE|DATABASE)|LEFT JOIN) |^is not distinct from$|^[\w.…]+ as \w+$|^(t\.)?\w+ (uuid|text|AS t_\w+),/;

/** At least two words, which begin like a sentence, end like one, or go on for three. */
function isProse(text: string): boolean {
  const words = text.trim();
  if (sqlText.test(words)) return false;
  if (!/\p{L}{2,},? [\p{L}…]/u.test(words)) return false;
  return /^[A-Z“]/.test(words) || /[.?!:]$/.test(words) || words.split(/\s+/).length >= 3;
}

/** The sentences of every comment, each with the first line of its comment. */
export function commentSentencesIn({ text }: Source): Saying[] {
  const { comments } = parse(text, { sourceType: 'module', plugins: ['typescript'], attachComment: false });
  const blocks: Saying[] = [];
  let lastLine = Number.NaN;
  for (const { type, value, loc } of comments ?? []) {
    const line = loc?.start.line ?? 0;
    const words = value.replace(/^\s*\*+ ?/gm, '').trim();
    const before = blocks.at(-1);
    // Line comments below one another are one text.
    if (type === 'CommentLine' && before && lastLine === line - 1) before.text += ` ${words}`;
    else blocks.push({ line, text: words });
    lastLine = type === 'CommentLine' ? line : Number.NaN;
  }
  return blocks.flatMap(({ line, text: block }) => sentencesOf(block).map((sentence) => ({ line, text: sentence })));
}

/** Splits plain text into its sentences. */
export function sentencesOf(text: string): string[] {
  const flat = text.replaceAll(/\s+/g, ' ').trim();
  return flat === ''
    ? []
    : [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(flat)].map((part) => part.segment.trim());
}

const openers = /^(?:[`"“(]*)(Of|By|What|Whether|Who|That which)\b/;

/** Gives the reason why a sentence is not in the voice of docs/style.md, or null. A question may open as it likes. */
export function voiceFault(sentence: string): string | null {
  const opener = openers.exec(sentence)?.[1];
  if (opener && !sentence.trimEnd().endsWith('?')) return `opens with “${opener}”: name the noun, then the verb`;
  if (/\b[Mm]end(s|ed|ing)?\b/.test(sentence)) return 'says “mend”: say “fix”';
  return null;
}
