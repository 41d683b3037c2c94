// A phone's words for a reaction are told from words that a person wrote.
import { readKeyword } from '../../src/domain/consent/keywords.ts';
import { isAbout, readReaction } from '../../src/domain/consent/reaction.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const OURS = 'Thanks, see you tomorrow';
const isReaction = (body: string, ours: readonly string[] = []) => {
  const read = readReaction(body);
  return read !== null && (read.isCertain || isAbout(read, ours));
};

const certain = [
  'Liked “Thanks, see you tomorrow”',
  'Loved “Thanks, see you tomorrow”',
  'Disliked “no”',
  'Laughed at “ha”',
  'Emphasized “STOP”',
  'Questioned “What?”',
  'Liked “two\nlines”',
  'Liked “she said “no” twice”',
  'Removed a like from “Thanks”',
  'Removed a heart from “Thanks”',
  'Removed an exclamation from “Thanks”',
  'Removed a question mark from “Thanks”',
  'Reacted 👍 to “Thanks”',
  'Reacted 👍🏽 to “Thanks”',
  'Reacted ❤️ to "Thanks"',
  'Reacted 👨‍👩‍👧 to “Thanks”',
  'Reacted with a sticker to “Thanks”',
  'Removed 👍 from “Thanks”',
  'Reacted 👍 to an image',
  'Loved an image',
  'Liked a movie',
  'Liked an attachment',
  'Liked a photo',
  'Laughed at an image',
  'Emphasized a contact',
  'Loved 3 images',
  'Removed a heart from an image',
  '\u200a\u200b👍\u200b to “\u200aThanks\u200a”\u200a',
  '\u200aRemoved \u200c👍\u200c from “\u200aThanks\u200a”\u200a',
  '\u200aРеакция \u200b👍\u200b на "\u200aСпасибо\u200a"\u200a',
  '\u200a\u200b👍\u200b auf „\u200aDanke\u200a“\u200a',
  '👍 to “Thanks”',
  '👍 to "Thanks"',
  '‼️ to “Thanks”',
  '\u200bLiked “Thanks”\u200b',
  'Gefällt „Danke, bis morgen“',
  'A aimé « Merci »',
  'A aimé “Merci”',
  'N’a pas aimé « Merci »',
  "N'a pas aimé « Merci »",
  'A aimé une image',
  'A réagi avec 👍 à « Merci »',
  'Le gustó “Gracias”',
  'Le encantó “Gracias”',
  'Le encantó una imagen',
  'Le dio risa “Gracias”',
  'Reaccionó con 👍 a “Gracias”',
  'Reageerde met 👍 op “Bedankt”',
  'Hat mit 👍 auf „Danke“ reagiert',
  'Reagiu com 👍 a “Obrigado”',
  'Ha reagito con 👍 a “Grazie”',
  'Понравилось «Спасибо»',
  'Likte ”Takk”',
  'Reacted ❤️ to your message',
  'Reacted 👍 to a message',
];

const ofOurs = [
  `Liked "${OURS}"`,
  `Loved '${OURS}'`,
  `Vond “${OURS}” leuk`,
  `Gostou de “${OURS}”`,
  `Ha apprezzato “${OURS}”`,
  `Hat über „${OURS}“ gelacht`,
  `Curtiu "${OURS}"`,
  `Gillade ”${OURS}”`,
  `Tykkäsi viestistä ”${OURS}”`,
  `Me encanta “${OURS}”`,
  `Le ha gustado «${OURS}»`,
  `J’aime « ${OURS} »`,
  `Mag „${OURS}“`,
  `Gostei de “${OURS}”`,
  `“${OURS}”に“いいね！”しました`,
  `「${OURS}」にハートを付けました`,
  `赞了“${OURS}”`,
  `Сподобалося «${OURS}»`,
  `“${OURS}” mesajını beğendi`,
  `👍 “${OURS}”`,
  `👍 auf „${OURS}“`,
  `“${OURS}” 👍`,
  `Reacted to “${OURS}” with 👍`,
  `Reacted “👍” to “${OURS}”`,
  `"${OURS}"に👍でリアクションしました`,
  'Liked "Thanks, see you…"',
  'Liked "thanks,  see you tomorrow"',
  `Liked "Sent from your Twilio trial account - ${OURS}"`,
];

const texts = [
  'Liked “your hat” and wants to return it',
  'Liked',
  'Liked your message',
  'I liked “Thanks, see you tomorrow”',
  'liked “it”',
  'Liked "the hat"',
  'Loved "Barbie"',
  'Loved the photo',
  'Loved an image you sent me yesterday',
  'Loved “Thanks” but what about tomorrow?',
  'What do you mean by “Thanks, see you tomorrow”',
  'Why “Thanks, see you tomorrow”?',
  'You said “Thanks, see you tomorrow”',
  '“Thanks, see you tomorrow”?? 😡',
  '“Thanks, see you tomorrow” No 😡',
  '👍 but what is “Thanks, see you tomorrow”',
  'Reacted 👍 to your offer',
  '👍',
  '👍👍 to you',
  '👍 to “Thanks” and all',
  '5 to "10"',
  '!! to "ten"',
  'Reacted badly to “Thanks”',
  'Removed it from “my list”',
  'A aimé le film',
  'Gefällt mir',
  'Le gustó mucho',
  'Vond “Titanic” leuk',
  'STOP',
  '',
];

describe('a reaction', () => {
  test.each(certain)('%j leaves no doubt', (body) => {
    expect([isReaction(body), readKeyword(body)]).toEqual([true, null]);
  });

  test.each(ofOurs)('%j is one because it quotes a text of ours', (body) => {
    expect([isReaction(body), isReaction(body, ['Hello', OURS])]).toEqual([false, true]);
  });

  test.each(texts)('%j is a text like any other', (body) => {
    expect(isReaction(body, ['Hello', OURS])).toBe(false);
  });

  test('is read in a moment, whatever the text', () => {
    const hostile = [
      'Liked “'.repeat(600),
      '“'.repeat(4_000),
      '👍'.repeat(2_000),
      ' '.repeat(4_000),
      '\u200a'.repeat(4_000),
    ];
    const started = performance.now();
    for (const body of hostile) readReaction(body);
    expect(performance.now() - started).toBeLessThan(250);
  });
});
