// Keywords stop and restart texts; all other messages are conversation.
import fc from 'fast-check';
import { readKeyword } from '../../src/domain/consent/keywords.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const stopWords = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT', 'ARRET'];
const keywordOf = (body: string) => readKeyword(body)?.keyword ?? null;
const fullWidth = (word: string) =>
  Array.from(word, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('');

const disguised = [
  'ЅТОР',
  'SТОР',
  'ѕtоp',
  'SΤΟΡ',
  'ⓈⓉⓄⓅ',
  '🅂🅃🄾🄿',
  '🅢🅣🅞🅟',
  '🆂🆃🅾🅿',
  'ST🅾️P',
  'ꜱᴛᴏᴘ',
  '🇸🇹🇴🇵',
  '𝐒𝐓𝐎𝐏',
  '𝓼𝓽𝓸𝓹!',
  'ᏚᎢᎾᏢ',
  'ꓢꓔꓳꓑ',
  'S\u0336T\u0336O\u0336P\u0336',
  'unѕubѕсrіbе',
  'СANCEL',
];

describe('a keyword', () => {
  test('stops in letters that only look like its own', () => {
    expect(disguised.filter((body) => keywordOf(body) !== 'stop')).toEqual([]);
    // Twilio reads none of these, and confirms nothing.
    expect(disguised.filter((body) => readKeyword(body)?.isCarriers)).toEqual([]);
  });

  test('is none where a word of another alphabet looks like one', () => {
    const words = ['Баја', 'СТОРОЖ', 'Стоп, снято!', 'ΤΕΛΟΣ', 'ЕНД', 'סוף', '停一下', '🅱️', 'Ж', 'ПАРЕ', 'САИР', 'ß'];
    expect(words.filter((body) => keywordOf(body) !== null)).toEqual([]);
    expect(keywordOf('ЅТАRТ')).toBeNull();
  });

  test.each(stopWords)('%s stops in any dress', (word) => {
    const lower = word.toLowerCase();
    const dressed = [
      word,
      lower,
      ` ${word}\n`,
      `\u200b${word}\u00a0`,
      `${word}.`,
      `${word}!`,
      `${word}!!!`,
      `${lower}?`,
      `"${word}"`,
      `“${lower}”.`,
      `«${lower}»`,
      `‘${word}’`,
      `(${word})`,
      `*${word}*`,
      `${word} 🛑`,
      `🛑${word}🛑🛑`,
      `${word} ✋🏽`,
      `${word} 1️⃣`,
      `${word} ${word}`,
      `${word}\n${word}`,
      `${lower}, ${lower}!`,
      `${Array.from(word).join(' ')}`,
      `${Array.from(word).join('.')}.`,
      `${word.slice(0, 2)}\u200b${word.slice(2)}`,
      fullWidth(word),
      `${word}\n-- \nSent from my iPhone`,
      `${word}\n\nSent from my iPhone`,
      `${lower} Sent from my Galaxy`,
      `${word}\n--\nDr. Ann Example, Example Ltd., +1 415 555 0132`,
      `${word}\n\nEnvoyé de mon iPhone`,
      `${word}\nVon meinem iPhone gesendet`,
      `${word}\n- Ann`,
      `${word}\n–Ann Example`,
      `${word}\n\n~ Dr. Ann Example`,
      `${word}\n____\nAnn`,
      `${word}.Sent from my Galaxy`,
      `${word}\nGet BlueMail for Android`,
      `${word}\nSendt fra min iPhone`,
      `${word}\nLähetetty iPhonesta`,
      `${word}\nWysłane z iPhone`,
      `${word}\nОтправлено с iPhone`,
      `${word}\niPhoneから送信`,
      `${word}\n发自我的iPhone`,
    ];
    expect(dressed.filter((body) => keywordOf(body) !== 'stop')).toEqual([]);
  });

  test.each([
    'opt out',
    'Opt-out',
    '“Stop”.',
    'Stop all',
    'stop all!',
    'STOP-ALL',
    'stop / unsubscribe',
    'STOP, END, QUIT',
    'Arrêt',
    'arrêt !',
    'ARRÊTE',
    'Arrêtez !',
    'me désabonner',
    'Alto',
    'BAJA',
    'dar de baja',
    '¡Darme de baja!',
    'Parar.',
    'SAIR',
    'Stopp!',
    'abmelden',
    'STOP / PARAR',
    'ST\u00adOP',
    '𝗦𝗧𝗢𝗣',
    `${' '.repeat(200)}stop`,
  ])('%j stops', (body) => {
    expect(keywordOf(body)).toBe('stop');
  });

  test.each([
    ['START', 'start'],
    ['unstop ', 'start'],
    ['Iniciar', 'start'],
    ['começar', 'start'],
    ['anmelden', 'start'],
    ['Opt-in', 'start'],
    ['subscribe', 'start'],
    ['M’abonner', 'start'],
    ['abonnieren', 'start'],
    ['yes', 'yes'],
    [' Yes\u200b', 'yes'],
    ['help', 'help'],
    ['Info', 'help'],
  ])('%j is %s', (body, keyword) => {
    expect(keywordOf(body)).toBe(keyword);
  });

  test.each([
    '',
    ' ',
    'Yes!',
    'yes please call me',
    'Start!',
    'start start',
    'Iniciar!',
    'quiero dar de baja mi plan',
    'la presión está baja',
    'Help!',
    'STOP PLEASE',
    'please stop',
    'STOP it',
    'stop by tomorrow?',
    'STOP - John',
    'stop\n- the first thing\n- the second',
    'non-stop',
    'END of June works',
    'I want to cancel my appointment',
    'Cancel my order',
    'The end.',
    'Emphasized “STOP”',
    'Liked “Reply STOP to unsubscribe”',
    '👍 to “STOP”',
    '🛑',
    '...',
    'stop '.repeat(20),
    'constructor',
  ])('%j is none', (body) => {
    expect(keywordOf(body)).toBeNull();
  });

  test('is the carrier’s own only where it stands alone on its list', () => {
    const carriers = ['STOP', ' stop ', 'OptOut', 'START', 'yes'];
    const ours = ['Stop!', 'ALTO', 'Stopp', 'Iniciar', 'STOP STOP', 'ARRET', 'stop all', 'opt-out', 'STOP 🛑'];
    expect(carriers.map((body) => readKeyword(body)?.isCarriers)).toEqual(carriers.map(() => true));
    expect(ours.map((body) => readKeyword(body)?.isCarriers)).toEqual(ours.map(() => false));
  });

  test('any string is read, and a sentence is no keyword', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(['stop', 'start', 'yes', 'help', null]).toContain(keywordOf(body));
        expect(keywordOf(`${body} and more words`)).toBeNull();
      }),
    );
  });
});
