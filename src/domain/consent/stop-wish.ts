// Sentences that may ask for no more texts without being a keyword: an agent decides about them.
import { plainClauses } from './plain-words.ts';
import { readReaction } from './reaction.ts';
import { stopPhrase } from './stop-phrases.ts';

/** A single word that asks for no more texts, among words that add nothing. */
const asking =
  /^(?:STOP|STOPP|STOOP|STTOP|ST0P|STPO|SOTP|STOPSTOP|STOP2END|STOP2QUIT|STOPPEN|STOPALL|UNSUBSCRIBE|UNSUB|UNSUBS|UNSUBSCRIB|UNSUBCRIBE|UNSUSCRIBE|UNSUBSRIBE|UNSUBSCIBE|OPTOUT|REVOKE|QUIT|CANCEL|REMOVE|DNC|HALT|ALTO|ARRET|ARRETE|ARRETEZ|ARRETER|CESSEZ|DESABONNER|BASTA|BAJA|PARAR|PARE|PAREN|DETENER|SAIR|REMOVER|CHEGA|SMETTETELA|SMETTILA|DISISCRIVIMI|ABMELDEN|ABBESTELLEN|AUFHOREN|UITSCHRIJVEN|AFMELDEN|OPHOUDEN|СТОП|ОТПИСКА|ОТПИСАТЬСЯ|STOPPA|AVSLUTA|DURDUR|退订|取消订阅|停止|수신거부|중지|توقف)$/;

const fillers = new Set(
  (
    'PLEASE PLS PLZ KINDLY JUST NOW IT THIS THAT ALL ME THANKS THANK YOU THX OK OKAY HEY HI HELLO ALREADY I SAID TOLD SIR GUYS FOREVER ' +
    'IMMEDIATELY AND DESIST SORRY NO MORE TXT TEXT MSG MARKETING U 2 TO END WRONG NUMBER PERSON WHO IS ' +
    'POR FAVOR YA GRACIAS SVP SIL VOUS PLAIT MERCI BITTE DANKE JETZT SOFORT OBRIGADO OBRIGADA AGORA PER FAVORE GRAZIE ORA ' +
    'ALSTUBLIEFT AUB GRAAG NU ALS JE BLIEFT'
  ).split(' '),
);

/** Phrases that mean little else where they stand alone or beside polite words. */
const brushOffs = new Set([
  'ST OP',
  'NO MORE',
  'NOT INTERESTED',
  'IM NOT INTERESTED',
  'I AM NOT INTERESTED',
  'DONT WANT THESE',
  'I DONT WANT THESE',
  'I DO NOT WANT THESE',
  'I DONT WANT THIS',
  'I DO NOT WANT THIS',
]);
const polite = new Set(['PLEASE', 'PLS', 'THANKS', 'THANK', 'YOU', 'SORRY', 'HI', 'HELLO']);

/** A word that means a wish in one sentence and its opposite after these. */
const denied =
  /\b(?:DONT|DO NOT|NEVER|CANT|CANNOT|WONT|DIDNT|DID NOT|DID YOU|DID U|DID THEY|DO YOU|WILL YOU|NON|BUS|TRUCK|TRAIN|TRAM) STOP\b/g;

/** Signs that people send alone. */
const signs = /^(?:🛑|🚫|✋|⛔)+$/u;

/** The text may ask for no more texts. No list is whole: by 47 CFR 64.1200(a)(10) any words count that people understand. */
export function mayWishToStop(body: string): boolean {
  if (signs.test(body.replace(/\s|\ufe0f/gu, ''))) return true;
  const clauses = plainClauses(body);
  const words = clauses.flat();
  const said = words.join(' ').replace(denied, ' ');
  if (said === '') return false;
  const isWish =
    clauses.some(isPlea) ||
    isPlea(words) ||
    isWrongNumber(words) ||
    endsInCapitals(body) ||
    isSigned(body) ||
    isEnd(words) ||
    brushOffs.has(words.filter((word) => !polite.has(word)).join(' ')) ||
    stopPhrase.test(said);
  // A reaction quotes our own words.
  return isWish && readReaction(body) === null;
}

/** "Please stop", "stop now thanks", "I said STOP". */
function isPlea(words: readonly string[]): boolean {
  if (words.length === 0 || words.length > 8) return false;
  return words.some((word) => asking.test(word)) && words.every((word) => asking.test(word) || fillers.has(word));
}

/** "STOP - John": written as the word to reply with is written, with a name behind it. */
function isSigned(body: string): boolean {
  return /^\s*STOP\s*[\p{Pd},;:(/|]\s*\p{L}[\p{L}'’.]*(?:\s\p{L}[\p{L}'’.]*)?\)?\s*$/u.test(body);
}

/** "END ALL": the text names nothing else that could end. */
function isEnd(words: readonly string[]): boolean {
  return (
    words.length > 1 && words.length <= 4 && words[0] === 'END' && words.slice(1).every((word) => fillers.has(word))
  );
}

/** A person who says only this has never asked for a text. */
function isWrongNumber(words: readonly string[]): boolean {
  return (
    words.length <= 7 &&
    /\bWRONG (?:NUMBER|PERSON|GUY|PHONE)\b|\bNUMERO EQUIVOCADO\b|\bMAUVAIS NUMERO\b|\bFALSCHE NUMMER\b/.test(
      words.join(' '),
    )
  );
}

/** "No thanks STOP": written as the word to reply with is written. */
function endsInCapitals(body: string): boolean {
  const before = /^(.*)\sSTOP[\s\p{P}\p{S}]*$/su.exec(body)?.[1];
  return (
    before !== undefined && /[a-z]/.test(before) && !/\b(?:bus|truck|next|last|full|tram|train|pit)$/i.test(before)
  );
}
