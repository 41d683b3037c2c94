// Finds which of the workspace's own words answer a question: by their words, also with typos and endings, in the question's language.
import type MiniSearch from 'minisearch';
import type { Known } from '../domain/assist.ts';
import { wordsOf } from './features.ts';

export interface KnownHit {
  known: Known;
  /** The share of the question's words that it has, between 0 and 1. */
  share: number;
}

/** Words of every question, which tell nothing about it. */
const COMMON = new Set(
  (
    'a,an,the,is,are,am,was,be,been,do,does,did,can,could,would,will,i,im,me,my,you,your,u,ur,we,our,it,' +
    'its,this,that,there,to,of,for,on,in,at,from,with,and,or,not,no,but,so,if,how,what,when,where,which,' +
    'who,why,please,pls,hi,hello,hey,have,has,had,get,got,need,want,der,die,das,den,dem,ein,eine,einen,' +
    'ich,mir,mich,mein,meine,meinen,du,ihr,euch,wir,es,ist,sind,war,hab,habe,haben,kann,man,und,oder,' +
    'nicht,kein,zu,von,fur,mit,auf,in,an,bei,wie,was,wann,wo,bitte,hallo,el,la,los,las,un,una,unos,de,del,' +
    'al,a,en,con,por,para,y,o,no,si,me,mi,mis,tu,su,es,son,que,como,cuando,donde,cual,quiero,puedo,hola,' +
    'porfa,favor,se,lo'
  ).split(','),
);
/** A search in more of a text would cost time and find no better. */
const MOST_CHARACTERS = 4000;
const MOST_WORDS = 16;
const ENTRIES_AT_ONCE = 10;

type Entry = { id: number; title: string; body: string };

export class KnownIndex {
  readonly #known: readonly Known[];
  readonly #search: MiniSearch<Entry>;

  private constructor(known: readonly Known[], search: MiniSearch<Entry>) {
    this.#known = known;
    this.#search = search;
  }

  static async of(known: readonly Known[]): Promise<KnownIndex> {
    const { default: Search } = await import('minisearch');
    const search = new Search<Entry>({
      fields: ['title', 'body'],
      tokenize: wordsOf,
      processTerm: (term) => (COMMON.has(term) || term === '#' ? null : term),
    });
    const entries = known.map(({ title, body }, id) => ({ id, title, body: body.slice(0, MOST_CHARACTERS) }));
    // Texts go on between the chunks.
    await search.addAllAsync(entries, { chunkSize: ENTRIES_AT_ONCE });
    return new KnownIndex(known, search);
  }

  /** The best hits first, of those in this language or in one that nobody named. */
  find(question: string, language: string | null, most: number): KnownHit[] {
    const asked = [...new Set(wordsOf(question).filter((word) => /^\p{L}{2,}$/u.test(word) && !COMMON.has(word)))];
    const words = asked.slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    return this.#search
      .search(words.join(' '), {
        boost: { title: 2 },
        prefix: (term) => term.length >= 4,
        fuzzy: (term) => (term.length >= 5 ? 0.2 : false),
        filter: ({ id }) => language === null || [language, null].includes(this.#known[id]?.language ?? null),
      })
      .slice(0, most)
      .flatMap(({ id, queryTerms }) => {
        const known = this.#known[id];
        return known === undefined ? [] : [{ known, share: new Set(queryTerms).size / words.length }];
      });
  }
}
