// Listed words that tell a customer about to turn away, in each language that the built-in provider reads.
import type { ReadLanguage, Signal } from '../domain/assist.ts';

interface Listed {
  signal: Signal;
  /** The share that it takes from the calm that is left. */
  weight: number;
  /** A word of one language may be harmless in another: German poison is an English gift. */
  words: Readonly<Record<ReadLanguage, RegExp>>;
}

/** Texts are compared without accents and in small letters. */
const LISTED: readonly Listed[] = [
  {
    signal: 'legal',
    weight: 0.5,
    words: {
      en: /\b(lawyers?|attorney|sue you|suing|(?:you|this|it) to court|you in court|ombudsman|consumer protection|trading standards|police)\b/g,
      de: /\b(anwalt|gericht|verbraucher(?:schutz|zentrale)|polizei|anzeige|ombudsmann)\b/g,
      es: /\b(abogad[oa]|demanda|denuncia\w*|juicio|(?:a|oficina de) consumo|policia)\b/g,
    },
  },
  {
    signal: 'danger',
    weight: 0.5,
    words: {
      en: /\b(emergency|bleeding|injured|hurts?|(?:on|caught|catch(?:es)?) fire|smoke|poison|explode|blow up)\b/g,
      de: /\b(notfall|verletzt|blutet|feuer|rauch|gift|explodiert)\b/g,
      es: /\b(emergencia|herid[oa]|fuego|humo|veneno|explotar)\b/g,
    },
  },
  {
    signal: 'public',
    weight: 0.35,
    words: {
      en: /\b(1 star|one star|bad review|newspaper|trustpilot|go public)\b/g,
      de: /\b(zeitung|schlechte bewertung|1 stern|trustpilot)\b/g,
      es: /\b(periodico|mala resena|una estrella|trustpilot)\b/g,
    },
  },
  {
    signal: 'manager',
    weight: 0.35,
    words: {
      en: /\b(manager|supervisor|in charge|your boss)\b/g,
      de: /\b(chef|vorgesetzten?|verantwortlichen?)\b/g,
      es: /\b(encargad[oa]|responsable|jefe)\b/g,
    },
  },
  {
    signal: 'insult',
    weight: 0.35,
    words: {
      en: /\b(idiots?|liars?|lying|scam|joke|shame on you|incompetent|rubbish|crap)\b/g,
      de: /\b(idioten?|betrug|abzocke|frechheit|unverschamt|anzulugen|lugner)\b/g,
      es: /\b(idiotas?|estafa\w*|mentiros[oa]s?|mentirme|verguenza|inutiles)\b/g,
    },
  },
  {
    signal: 'leaving',
    weight: 0.25,
    words: {
      en: /\b(never again|switching|taking my business|last warning|last time|leaving you)\b/g,
      de: /\b(nie wieder|letzte warnung|wechsle)\b/g,
      es: /\b(nunca mas|ultimo aviso|me voy a otra)\b/g,
    },
  },
  {
    signal: 'repeated',
    weight: 0.25,
    words: {
      en: /\b((?:second|third|fourth|3rd|4th) (?:time|letter)|again and again|still no|for weeks|nobody (?:answers|calls))\b/g,
      de: /\b((?:zum )?(?:dritten|vierten) mal|seit wochen|immer noch nicht|keiner antwortet)\b/g,
      es: /\b((?:tercera|cuarta) vez|hace semanas|nadie contesta|todavia no|tres veces)\b/g,
    },
  },
];

const LOUD_WORDS = 2;
const SHOUTING = 0.15;

export interface Found {
  signal: Signal;
  weight: number;
  words: readonly string[];
}

const MOST_CHARACTERS = 2000;

export function signalsIn(text: string, language: ReadLanguage): Found[] {
  const read = text.slice(0, MOST_CHARACTERS);
  const plain = read.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  const found: Found[] = LISTED.flatMap(({ signal, weight, words }) => {
    const met = [...new Set(plain.match(words[language]) ?? [])];
    return met.length === 0 ? [] : [{ signal, weight, words: met }];
  });
  const loud = read.match(/\b\p{Lu}{3,}\b/gu) ?? [];
  if (loud.length >= LOUD_WORDS || /[!?]{3,}/.test(read))
    found.push({ signal: 'shouting', weight: SHOUTING, words: loud.slice(0, 3) });
  return found;
}
