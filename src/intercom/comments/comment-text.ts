// Intercom's comment bodies as the plain text of a phone: what an agent wrote in the composer, line for line.
import { compile } from 'html-to-text';
import { wellFormed } from '../../domain/well-formed.ts';
import { commentMarkup } from './comment-markup.ts';

export interface CommentText {
  text: string;
  /** The addresses of the pictures in the body, in order. Intercom signs them, and they expire. */
  images: string[];
}

// Formatters find the list of pictures as the conversion's metadata, which the package's types leave out of `compile`.
type Convert = (html: string, images: string[]) => string;

const convert: Convert = compile(commentMarkup);
const convertWithoutLinks: Convert = compile({
  ...commentMarkup,
  selectors: [...(commentMarkup.selectors ?? []), { selector: 'a', format: 'inline' }],
});

const blockTag = /^\s*<(?:p|div|ul|ol|h[1-6]|blockquote|pre|table|figure|section|article|hr)(?:\s[^>]*)?\/?>/i;

/**
 * Text and pictures of a comment's HTML. Plain paragraphs are a blank line apart; those of the composer, one `<p
 * class="no-margin">` a line, are one line apart; an empty paragraph is an empty line. Links keep their address in brackets
 * unless it is what they say. Takes any string and never throws; a tag nobody knows is its text.
 */
export function commentToText(html: string): CommentText {
  const images: string[] = [];
  return { text: tidy(convert(wellFormed(html), images)), images };
}

/**
 * True where a webhook's body is complete HTML. From API version 2.15 webhooks carry plain text, which has lost pictures and
 * links: such a body only says that there is something to read.
 * Source: Intercom's API changelog, https://developers.intercom.com/docs/references/2.15/changelog
 */
export function startsAsHtml(body: string): boolean {
  return blockTag.test(body);
}

/**
 * True where two bodies have the same words, each as it stands or as HTML, white space aside. Finds a text that we sent as plain in
 * what Intercom stored, which may be wrapped in `<p>`, escaped, or have its addresses made links.
 */
export function sameText(a: string, b: string): boolean {
  const [one, other] = [plainOf(a), plainOf(b)];
  // Every answer of Intercom's is looked through for our words: most of it is as simple as that.
  if (one !== null && other !== null) return folded(tidy(one)) === folded(tidy(other));
  const mine = readings(a);
  const theirs = readings(b);
  // Two bodies of tags alone both read as nothing, which makes them the same only if one of them is nothing.
  const isEmpty = mine[0] === '' || theirs[0] === '';
  return mine.some((text) => (text !== '' || isEmpty) && theirs.includes(text));
}

function readings(body: string): string[] {
  const whole = wellFormed(body);
  return [whole, tidy(convert(whole, [])), tidy(convertWithoutLinks(whole, []))].map(folded);
}

/** The words of a body that has no markup in them, be they a paragraph or not; null for any other, and where there are none. */
function plainOf(body: string): string | null {
  const words = /^<p(?: class="[\w -]*")?>([^<&]+)<\/p>$/.exec(body)?.[1] ?? body;
  return words.trim() === '' || /[<&]/.test(words) ? null : words;
}

function folded(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function tidy(text: string): string {
  const visible = wellFormed(text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed.
    .replace(/[\u0001-\u0008\u000b-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g, '')
    // Joiners hold emoji together and shape some scripts; anywhere else they are only invisible.
    .replace(/(?<![\p{Emoji}\p{L}\p{M}])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{Emoji}\p{L}\p{M}])/gu, '')
    .replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ');
  const lines = visible.split(/[\n\u2028\u2029]/).map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}

/** Notes and comments are HTML: what stands in a text must not become markup. Empty lines part paragraphs. */
export function textToComment(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const paragraphs = escaped.trim().split(/\n{2,}/);
  return paragraphs.map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`).join('');
}
