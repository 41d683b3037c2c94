// The doctor's headline, from its findings alone: each flow works, works for some numbers only, or stands still.
import type { Finding, Flow } from './finding.ts';

export type Standing = 'works' | 'partly' | 'stopped';

export interface Headline {
  flows: Readonly<Record<Flow, Standing>>;
  broken: number;
  warnings: number;
  fine: number;
  /** No text has gone through yet. */
  isUntried: boolean;
}

/** `senders`: all our numbers, E.164. A flow stands still where it does for every one of them. */
export function headlineOf(findings: readonly Finding[], senders: readonly string[]): Headline {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const standing = (flow: Flow) => standingOf(flow, findings, senders);
  return {
    flows: {
      sending: standing('sending'),
      receiving: standing('receiving'),
      replies: standing('replies'),
      notes: standing('notes'),
    },
    broken: count('broken'),
    warnings: count('warning'),
    fine: count('fine'),
    isUntried: findings.some(({ found }) => found.check === 'first-text'),
  };
}

function standingOf(flow: Flow, findings: readonly Finding[], senders: readonly string[]): Standing {
  const stopping = findings.filter(({ stops }) => stops?.includes(flow));
  if (stopping.length === 0) return 'works';
  const lost = new Set(stopping.flatMap((finding) => finding.senders ?? senders));
  return senders.every((sender) => lost.has(sender)) ? 'stopped' : 'partly';
}
