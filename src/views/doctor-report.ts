// The doctor's findings as lines for a terminal: broken first, each with its cause and its next step.
import type { Finding } from '../domain/doctor/finding.ts';
import { headlineOf } from '../domain/doctor/headline.ts';
import { type ToldFinding, tellFinding } from '../words/doctor/findings.ts';
import { countWords, headlineWords } from '../words/doctor/headline.ts';

const marks = { broken: 'BROKEN ', warning: 'WARNING', fine: 'fine   ' } as const;
const INDENT = ' '.repeat(9);

export interface DoctorReport {
  /** `timezone`: an IANA name. */
  workspace: { id: string; name: string; senders: readonly string[]; timezone: string };
  findings: readonly Finding[];
  publicUrl: string;
}

export function renderDoctorReport({ workspace, findings, publicUrl }: DoctorReport): string[] {
  const headline = headlineOf(findings, workspace.senders);
  const told = findings.map((finding) => tellFinding(finding, workspace.timezone));
  return [
    `${workspace.name} (${workspace.id})`,
    `${headlineWords(headline)}.`,
    ...told.flatMap(({ severity, title, cause, fix }) => [
      `${marks[severity]}  ${title}`,
      ...(severity === 'fine' ? [] : [`${INDENT}${cause}`]),
      ...(fix === null ? [] : [`${INDENT}${fix.label}: ${addressOf(fix, publicUrl)}`]),
    ]),
    countWords(headline),
  ];
}

/** The Overview has the buttons, each beside its finding. */
function addressOf(fix: NonNullable<ToldFinding['fix']>, publicUrl: string): string {
  if (fix.kind === 'button') return `${publicUrl}/`;
  return fix.url.startsWith('/') ? `${publicUrl}${fix.url}` : fix.url;
}
