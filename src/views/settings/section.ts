// Draws what the pages of the settings share: a section with its flash, and forms that carry its facts.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFrame } from '../../domain/page-frame.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import type { SettingsPage, TwilioPages } from '../../domain/settings-page.ts';
import { sectionTitles } from '../../words/settings/page/frame.ts';
import type { Content } from '../page/content.ts';
import { type FormLook, flashBox, form, link, type Pill, pill } from '../page/pieces.ts';
import { conflictBox } from './conflict.ts';

/** A section with its title, its state as a pill, its purpose, and the flash of its form. */
export function section(
  page: SettingsPage,
  id: SectionId,
  frame: { pill?: Pill; lead?: Content },
  content: Content,
): VNode {
  const flash = page.flash?.form === id ? page.flash : null;
  return html`<section id=${id} class="card" aria-labelledby="${id}-title">
    <div class="card-head">
      <h2 id="${id}-title">${sectionTitles[id]}</h2>
      ${frame.pill ? pill(frame.pill) : null}
    </div>
    ${frame.lead ? html`<p class="lead">${frame.lead}</p>` : null} ${flash?.conflict ? conflictBox(page, flash.conflict) : flash ? flashBox(flash) : null} ${content}
  </section>`;
}

/** A problem that stays until it is fixed. It is left out if the flash says the same. */
export function standingProblem(page: Pick<PageFrame, 'flash'>, words: string | null): VNode | null {
  return words === null || words === page.flash?.words ? null : html`<p class="notice problem">${words}</p>`;
}

export type FormTarget = SectionId | 'keys' | 'test' | 'doctor';

/** The addresses of the forms. After the `#` stands the place to which the browser scrolls afterwards. */
const formActions: Readonly<Record<FormTarget, string>> = {
  ...(Object.fromEntries(Object.keys(sectionTitles).map((id) => [id, `/settings/${id}#${id}`])) as Record<
    SectionId,
    string
  >),
  test: '/settings/test#top',
  keys: '/settings/keys#twilio',
  doctor: '/settings/doctor#top',
};

/** `item`: the id of a template or a member, each of which has a form. */
export function settingsForm(
  page: Pick<PageFrame, 'csrf' | 'nonce' | 'readAt' | 'facts'>,
  target: FormTarget,
  content: Content,
  { item, ...look }: Omit<FormLook, 'seen'> & { item?: string } = {},
): VNode {
  const seen = page.facts[item === undefined ? target : `${target}/${item}`];
  return form(page, formActions[target], content, { ...look, seen });
}

/** A link to one of Twilio's own pages. */
export function twilioLink(
  { twilioPages }: Pick<SettingsPage, 'twilioPages'>,
  label: string,
  name: keyof TwilioPages,
): VNode {
  return link(label, twilioPages[name], { inNewTab: true });
}
