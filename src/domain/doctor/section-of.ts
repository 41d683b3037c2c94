// The section of the settings that a finding is about, where an admin fixes it.
import { type SectionId, sectionIds } from '../settings/sections.ts';
import type { Finding, Found } from './finding.ts';

/** The sections of findings whose next step leads elsewhere. */
const subjects: Readonly<Partial<Record<Found['check'], SectionId>>> = {
  'acting-admin': 'inbox',
  'auth-token': 'twilio',
  bots: 'replies',
  connectors: 'connectors',
  endpoints: 'webhooks',
  limits: 'limits',
  media: 'media',
  numbers: 'numbers',
  pause: 'pause',
  prices: 'prices',
  registration: 'numbers',
  services: 'numbers',
  'signing-key': 'twilio',
  team: 'numbers',
  'text-route': 'numbers',
  twilio: 'twilio',
  'webhooks-rule': 'twilio',
};

/** Null for what no section can fix, such as a permission of the app. */
export function sectionOf({ found, fix }: Pick<Finding, 'found' | 'fix'>): SectionId | null {
  const led = fix?.kind === 'button' ? fix.section : sectionAt(fix?.url ?? '');
  return led ?? subjects[found.check] ?? null;
}

/** The section that an address of ours leads to. */
function sectionAt(url: string): SectionId | undefined {
  return sectionIds.find((id) => url === `/settings/${id}`);
}
