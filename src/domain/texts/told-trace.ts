// The decisions about one text as people read them: the stored ones with names and evidence, then what its rows tell anyway.
import type { Evidence } from '../consent/consent-list.ts';
import type { Message } from './message.ts';
import type { NeverSent } from './refusal.ts';
import { type TotalPrice, totalPrice } from './total-price.ts';
import type { Step } from './trace.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

export type TraceFact =
  | Exclude<Step, { kind: 'matched' | 'allowed' | 'refused' | 'needless' }>
  | (Of<'matched'> & { name: string | null })
  /** `evidence`: null where none is known, or it was replaced by later evidence. */
  | (Of<'allowed'> & { evidence: Evidence | null })
  | { kind: 'never-sent'; by: NeverSent; evidence: Evidence | null }
  /** `isReply`: it answers in a conversation; otherwise somebody chose the number, or a rule did. */
  | { kind: 'sent'; sender: string; isReply: boolean }
  /** `sms`: the segments that Twilio charges for. */
  | { kind: 'cost'; price: TotalPrice | null; sms: number };

export interface TraceOf {
  /** In order; all parts share their decisions, unless one met another fate. */
  parts: readonly Message[];
  segmentsOf: (part: Message) => number;
  nameOf: (contactId: string) => string | null;
  evidenceOf: (part: Message) => Evidence | null;
}

export function traceOf({ parts, segmentsOf, nameOf, evidenceOf }: TraceOf): TraceFact[] {
  const facts = parts.flatMap((part) => stepsOf(part, nameOf, evidenceOf(part)));
  const told = new Map(facts.map((fact) => [JSON.stringify(fact), fact]));
  const gone = parts.filter(({ direction, sid }) => direction === 'out' && sid !== null);
  const [first] = gone;
  if (first === undefined) return [...told.values()];
  return [
    ...told.values(),
    { kind: 'sent', sender: first.sender, isReply: first.replyPartId !== null },
    { kind: 'cost', price: totalPrice(gone), sms: gone.reduce((sum, part) => sum + segmentsOf(part), 0) },
  ];
}

/** The decision in a word that stays the same, for programs; null for a step that has one outcome only. */
export function decisionOf(fact: TraceFact): string | null {
  switch (fact.kind) {
    case 'never-sent':
      return fact.by.kind;
    case 'allowed':
      return fact.by;
    case 'matched':
    case 'loop':
      return fact.how;
    case 'threaded':
    case 'aside':
    case 'waits':
    case 'over-limit':
      return fact.why;
    case 'answers':
      return fact.what;
    case 'by-rule':
      return fact.when;
    default:
      return null;
  }
}

function stepsOf(part: Message, nameOf: TraceOf['nameOf'], evidence: Evidence | null): TraceFact[] {
  const { trace, refusedFor, address, sender } = part;
  // The evidence of the row belongs to the latest decision about consent.
  const last = trace.findLastIndex(({ kind }) => kind === 'allowed' || kind === 'refused');
  const facts = trace.flatMap((step, index): TraceFact[] => {
    if (step.kind === 'matched') return [{ ...step, name: nameOf(step.contactId) }];
    if (step.kind === 'allowed') return [{ ...step, evidence: index === last ? evidence : null }];
    // The row has the reason for every end.
    return step.kind === 'refused' || step.kind === 'needless' ? [] : [step];
  });
  if (refusedFor === null) return facts;
  const isByWord = trace[last]?.kind === 'refused';
  return [
    ...facts,
    { kind: 'never-sent', by: { kind: refusedFor, address, sender }, evidence: isByWord ? evidence : null },
  ];
}
