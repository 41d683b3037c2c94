// The decisions about one text as lines, with the names and words of people in a length that a sentence holds.
import type { Evidence } from '../domain/consent/consent-list.ts';
import type { TraceFact } from '../domain/texts/told-trace.ts';
import type { Reader } from '../words/times.ts';
import { evidenceTold, tellDecision } from '../words/trace.ts';
import { shorten } from './plain-text.ts';

export function traceLines(trace: readonly TraceFact[], reader: Reader): string[] {
  return trace.map((fact) => tellDecision(short(fact), reader));
}

export function evidenceLine(evidence: Evidence, reader: Reader): string {
  return evidenceTold(shortEvidence(evidence), reader);
}

function short(fact: TraceFact): TraceFact {
  if (fact.kind === 'matched') return { ...fact, name: fact.name === null ? null : shorten(fact.name, 40) };
  if (fact.kind !== 'allowed' && fact.kind !== 'never-sent') return fact;
  return { ...fact, evidence: fact.evidence && shortEvidence(fact.evidence) };
}

function shortEvidence(evidence: Evidence): Evidence {
  const { words, byName, reason, origin } = evidence;
  return {
    ...evidence,
    words: words === null ? null : shorten(words, 60),
    byName: byName === null ? null : shorten(byName, 40),
    reason: reason === null ? null : shorten(reason, 120, ''),
    origin: origin === null ? null : shorten(origin, 40),
  };
}
