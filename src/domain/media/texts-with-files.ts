// Lays the files of a text out among its parts.
import type { Media } from '../texts/message.ts';

/** The files that a text takes along: those of each MMS, and those that its words link to. */
export interface FilesToText {
  messages: readonly (readonly Media[])[];
  links: readonly Media[];
}

export interface PartToText {
  body: string;
  media: readonly Media[];
}

/** The words in order, the first MMS together with the last of them, and each further MMS by itself after it. */
export function withFiles(bodies: readonly string[], files: FilesToText | undefined): PartToText[] {
  const words = bodies.map((body): PartToText => ({ body, media: [] }));
  if (files === undefined) return words;
  const [first = [], ...more] = files.messages;
  const last = words.pop() ?? { body: '', media: [] };
  const both = [...first, ...files.links];
  return [...words, { ...last, media: both }, ...more.map((media): PartToText => ({ body: '', media }))];
}

/** All of them, for a text that is kept whole. */
export function allFiles(files: FilesToText | undefined): Media[] {
  return files === undefined ? [] : [...files.messages.flat(), ...files.links];
}

/** The files of texts that are sent again: in the MMS in which they were. */
export function filesOfTexts(texts: readonly { media: readonly Media[] }[]): FilesToText {
  const messages = texts.map(({ media }) => filesByMms(media)).filter((files) => files.length > 0);
  return { messages, links: texts.flatMap(({ media }) => media.filter(({ link }) => link !== undefined)) };
}

/** The files that go as MMS with this text. */
export function filesByMms(media: readonly Media[]): Media[] {
  return media.filter(({ link }) => link === undefined);
}

/** The words with a line for each link, which the customer taps. A file that is no picture is named. */
export function withLinks(words: string, links: readonly Media[]): string {
  return [words, ...links.map(lineOf)].filter((line) => line !== '').join('\n');
}

/** The words as their author wrote them. */
export function withoutLinks(body: string, links: readonly Media[]): string {
  const lines = links.map(lineOf).join('\n');
  if (lines === '') return body;
  return body.includes(`\n${lines}`) ? body.replace(`\n${lines}`, '') : body.replace(lines, '').trimStart();
}

function lineOf({ contentType, name, link = '' }: Media): string {
  return contentType.startsWith('image/') || !name ? link : `${name}: ${link}`;
}
