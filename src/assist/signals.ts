// Listed words that tell a customer about to turn away, in each language that the built-in provider reads.
import type { Signal } from '../domain/assist.ts';

interface Listed {
  signal: Signal;
  /** The share that it takes from the calm that is left. */
  weight: number;
  words: RegExp;
}

/** Texts are compared without accents and in small letters. */
const LISTED: readonly Listed[] = [
  {
    signal: 'legal',
    weight: 0.5,
    words:
      /\b(lawyers?|attorney|sue you|suing|court|ombudsman|consumer protection|trading standards|police|anwalt|gericht|verbraucher(?:schutz|zentrale)|polizei|anzeige|abogad[oa]|demanda|denuncia\w*|juicio|consumo|policia)\b/g,
  },
  {
    signal: 'danger',
    weight: 0.5,
    words:
      /\b(emergency|bleeding|injured|hurts?|fire|smoke|poison|explode|blow up|notfall|verletzt|blutet|feuer|rauch|gift|explodiert|emergencia|herid[oa]|fuego|humo|veneno|explotar)\b/g,
  },
  {
    signal: 'public',
    weight: 0.35,
    words:
      /\b(1 star|one star|bad review|newspaper|trustpilot|go public|zeitung|schlechte bewertung|1 stern|periodico|mala resena|una estrella)\b/g,
  },
  {
    signal: 'manager',
    weight: 0.35,
    words:
      /\b(manager|supervisor|in charge|your boss|chef|vorgesetzten?|verantwortlichen?|encargad[oa]|responsable|jefe)\b/g,
  },
  {
    signal: 'insult',
    weight: 0.35,
    words:
      /\b(idiots?|liars?|lying|scam|joke|shame on you|incompetent|rubbish|crap|betrug|abzocke|frechheit|unverschamt|anzulugen|lugner|estafa\w*|mentiros[oa]s?|mentirme|verguenza|inutiles)\b/g,
  },
  {
    signal: 'leaving',
    weight: 0.25,
    words:
      /\b(never again|switching|taking my business|last warning|last time|leaving you|nie wieder|letzte warnung|wechsle|nunca mas|ultimo aviso|me voy a otra)\b/g,
  },
  {
    signal: 'repeated',
    weight: 0.25,
    words:
      /\b((?:second|third|fourth|3rd|4th) (?:time|letter)|again and again|still no|for weeks|nobody (?:answers|calls)|(?:zum )?(?:dritten|vierten) mal|seit wochen|immer noch nicht|keiner antwortet|(?:tercera|cuarta) vez|hace semanas|nadie contesta|todavia no|tres veces)\b/g,
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

export function signalsIn(text: string): Found[] {
  const read = text.slice(0, MOST_CHARACTERS);
  const plain = read.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
  const found: Found[] = LISTED.flatMap(({ signal, weight, words }) => {
    const met = [...new Set(plain.match(words) ?? [])];
    return met.length === 0 ? [] : [{ signal, weight, words: met }];
  });
  const loud = read.match(/\b\p{Lu}{3,}\b/gu) ?? [];
  if (loud.length >= LOUD_WORDS || /[!?]{3,}/.test(read))
    found.push({ signal: 'shouting', weight: SHOUTING, words: loud.slice(0, 3) });
  return found;
}
