// What the doctor found, as lines for a terminal: broken first, each with its cause and what mends it.
import type { Finding } from '../domain/finding.ts';

const marks = { broken: 'BROKEN ', warning: 'WARNING', fine: 'fine   ' } as const;
const INDENT = ' '.repeat(9);

export interface DoctorReport {
  workspace: { id: string; name: string };
  findings: readonly Finding[];
  settingsUrl: string;
}

export function renderDoctorReport({ workspace, findings, settingsUrl }: DoctorReport): string[] {
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  return [
    `${workspace.name} (${workspace.id})`,
    ...findings.flatMap((finding) => [
      `${marks[finding.severity]}  ${finding.title}`,
      ...(finding.severity === 'fine' ? [] : [`${INDENT}${finding.cause}`]),
      ...(finding.fix === null ? [] : [`${INDENT}${finding.fix.label}: ${placeOf(finding.fix, settingsUrl)}`]),
    ]),
    `${count('broken')} broken, ${count('warning')} to look at, ${count('fine')} fine.`,
  ];
}

/** A button stands on the settings page, by the finding. */
function placeOf(fix: NonNullable<Finding['fix']>, settingsUrl: string): string {
  if (fix.kind === 'button') return `${settingsUrl}#doctor`;
  return fix.url.startsWith('#') ? `${settingsUrl}${fix.url}` : fix.url;
}
