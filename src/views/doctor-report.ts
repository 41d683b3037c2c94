// What the doctor found, as lines for a terminal: broken first, each with its cause and what mends it.
import type { Finding } from '../domain/doctor/finding.ts';
import { headlineOf } from '../domain/doctor/headline.ts';
import { headlineWords } from './headline.ts';

const marks = { broken: 'BROKEN ', warning: 'WARNING', fine: 'fine   ' } as const;
const INDENT = ' '.repeat(9);

export interface DoctorReport {
  workspace: { id: string; name: string; senders: readonly string[] };
  findings: readonly Finding[];
  settingsUrl: string;
}

export function renderDoctorReport({ workspace, findings, settingsUrl }: DoctorReport): string[] {
  const headline = headlineOf(findings, workspace.senders);
  return [
    `${workspace.name} (${workspace.id})`,
    `${headlineWords(headline)}.`,
    ...findings.flatMap((finding) => [
      `${marks[finding.severity]}  ${finding.title}`,
      ...(finding.severity === 'fine' ? [] : [`${INDENT}${finding.cause}`]),
      ...(finding.fix === null ? [] : [`${INDENT}${finding.fix.label}: ${placeOf(finding.fix, settingsUrl)}`]),
    ]),
    `${headline.broken} broken, ${headline.warnings} to look at, ${headline.fine} fine.`,
  ];
}

/** A button stands on the settings page, by the finding. */
function placeOf(fix: NonNullable<Finding['fix']>, settingsUrl: string): string {
  if (fix.kind === 'button') return `${settingsUrl}#doctor`;
  return fix.url.startsWith('#') ? `${settingsUrl}${fix.url}` : fix.url;
}
