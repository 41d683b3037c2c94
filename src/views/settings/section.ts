// Draws what the pages of the settings share: the flash and the findings above, and forms that carry their facts.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { sectionOf } from '../../domain/doctor/section-of.ts';
import type { PageFrame } from '../../domain/page-frame.ts';
import type { SectionId, SettingsPageId } from '../../domain/settings/sections.ts';
import type { SettingsParts, TwilioPages } from '../../domain/settings-page.ts';
import type { KnownNames } from '../../words/settings/facts.ts';
import { sectionTitles } from '../../words/settings/page/frame.ts';
import type { Content } from '../page/content.ts';
import { type PageContent, readOnly } from '../page/frame.ts';
import { type FormLook, flashBox, form, link, type Pill } from '../page/pieces.ts';
import { conflictBox } from './conflict.ts';
import { findingList } from './findings.ts';

interface SectionLook {
  /** The title of an item's page; absent: that of the section. */
  title?: string;
  pill?: Pill;
  lead?: Content;
  /** A vendor whose answer stands here has not answered yet. */
  isAwaited?: boolean;
  /** Names for the ids that a conflict tells of. */
  known?: Partial<KnownNames>;
}

/** A page of the settings: a card below the flash and the findings that are about it. */
export function section(page: PageFrame, id: SettingsPageId, look: SectionLook, content: Content): PageContent {
  const isItem = look.title !== undefined;
  const about = page.open.filter((finding) => sectionOf(finding) === id);
  const body = html`<section
    id=${id}
    class="card"
    aria-label=${sectionTitles[id]}
    data-live=${look.isAwaited}
    data-refresh=${look.isAwaited}
  >
    ${content}
  </section>`;
  return {
    title: look.title ?? sectionTitles[id],
    pill: look.pill,
    lead: look.lead,
    back: isItem
      ? { label: sectionTitles[id], url: `/settings/${id}` }
      : { label: 'Settings', url: '/settings', isListed: true },
    hasOwnFlash: true,
    styles: ['settings'],
    scripts: ['settings'],
    content: html`${flashOf(page, look.known ?? {})} ${readOnly(page)}
      ${about.length === 0 ? null : html`<section class="card" aria-label="Findings" id="findings">${findingList(page, about)}</section>`}
      ${content === null ? null : body}`,
  };
}

function flashOf(page: PageFrame, known: Partial<KnownNames>): Content {
  const { flash } = page;
  if (flash === null) return null;
  return flash.conflict ? conflictBox(page, flash.conflict, { admins: [], teams: null, ...known }) : flashBox(flash);
}

/** A problem that stays until it is fixed. It is left out if the flash says the same. */
export function standingProblem(page: Pick<PageFrame, 'flash'>, words: string | null): VNode | null {
  return words === null || words === page.flash?.words ? null : html`<p class="notice problem">${words}</p>`;
}

type FormTarget = SectionId | 'keys' | 'held' | 'test' | 'doctor';

/** `item`: the id of a template or a member, each of which has a form. */
export function settingsForm(
  page: Pick<PageFrame, 'csrf' | 'nonce' | 'readAt' | 'facts'>,
  target: FormTarget,
  content: Content,
  { item, ...look }: Omit<FormLook, 'seen'> & { item?: string } = {},
): VNode {
  const seen = page.facts[item === undefined ? target : `${target}/${item}`];
  return form(page, `/settings/${target}`, content, { ...look, seen });
}

/** A link to one of Twilio's own pages. */
export function twilioLink(
  { twilioPages }: Pick<SettingsParts, 'twilioPages'>,
  label: string,
  name: keyof TwilioPages,
): VNode {
  return link(label, twilioPages[name], { inNewTab: true });
}
