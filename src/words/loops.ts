// How a loop showed: told in the note, in the panel and on the page of the text.
import type { LoopKind } from '../domain/texts/loop.ts';
import { upperFirst } from './say.ts';

export const loopWords: Readonly<Record<LoopKind, string>> = {
  'auto-replies': 'an automatic reply comes back each time, such as an out-of-office text',
  keywords: 'one keyword comes after the other, each of which Twilio answers by itself',
  pace: 'answers come back as fast, or as many, as only a machine sends them',
  'same-words': 'the same words come back each time',
};

export const loopHeading = 'Automatic texts stopped';

export function loopSentence(kind: LoopKind): string {
  return `${upperFirst(loopWords[kind])}. Bots and automatic replies are not texted to this customer. Your own replies still go.`;
}
