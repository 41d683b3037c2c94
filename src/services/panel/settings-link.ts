// The page on which an admin fixes what the panel warns of: the one it is about, or the Overview.
import { sectionOf } from '../../domain/doctor/section-of.ts';
import type { Breakage, PanelWarning, Trouble } from '../../domain/panel.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import type { PanelRequest } from './panel-request.ts';

export function settingsUrlFor({ ctx }: Pick<PanelRequest, 'ctx'>, warnings: readonly PanelWarning[]): string {
  const sections = new Set(warnings.flatMap(sectionsOf));
  const [section] = sections;
  return section && sections.size === 1 ? `${ctx.publicUrl}/settings/${section}` : `${ctx.publicUrl}/`;
}

/** Null stands for the Overview. Warnings that no setting ends name nothing. */
function sectionsOf(warning: PanelWarning): (SectionId | null)[] {
  if (warning.kind === 'no-sender') return ['numbers'];
  if (warning.kind === 'paused') return ['pause'];
  if (warning.kind === 'over-limit' || warning.kind === 'barred') return ['limits'];
  if (warning.kind !== 'broken') return [];
  return [warning, ...(warning.others ?? [])].map(sectionOfTrouble);
}

const own: Readonly<Partial<Record<Breakage, SectionId>>> = {
  'twilio-missing': 'twilio',
  'twilio-refused': 'twilio',
  'texts-refused': 'twilio',
};

function sectionOfTrouble(trouble: Trouble): SectionId | null {
  if (trouble.what !== 'found') return own[trouble.what] ?? null;
  const { found } = trouble;
  return found.check === 'before' ? null : sectionOf({ found, fix: null });
}
