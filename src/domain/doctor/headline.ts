// The doctor's headline, from its findings alone: which flows work, which only for some numbers, and which not at all.
import type { Finding, Flow } from './finding.ts';

export type Standing = 'works' | 'partly' | 'stopped';

export interface Headline {
  flows: Readonly<Record<Flow, Standing>>;
  broken: number;
  warnings: number;
  fine: number;
  /** Something of all that is fine could not show itself yet. */
  isUntried: boolean;
}

/** `senders`: all numbers of ours. A flow that every one of them has lost is lost to the workspace. */
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
    isUntried: findings.some((finding) => finding.severity === 'fine' && finding.isUntried),
  };
}

function standingOf(flow: Flow, findings: readonly Finding[], senders: readonly string[]): Standing {
  const stopping = findings.filter(({ stops }) => stops?.includes(flow));
  if (stopping.length === 0) return 'works';
  const lost = new Set(stopping.flatMap((finding) => finding.senders ?? senders));
  return senders.every((sender) => lost.has(sender)) ? 'stopped' : 'partly';
}
