// Draws the pieces of a section: its frame, forms and buttons, facts and links.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { writeFacts } from '../../domain/settings/facts.ts';
import type { SectionId } from '../../domain/settings/sections.ts';
import type { SettingsFlash, SettingsPage, TwilioPages } from '../../domain/settings-page.ts';
import { frameWords, sectionTitles } from '../../words/settings/page/frame.ts';
import { absoluteDate } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import { conflictBox } from './conflict.ts';
import type { Content } from './content.ts';
import type { FormState } from './form-state.ts';

export interface Pill {
  tone: 'good' | 'warn' | 'bad' | 'plain';
  words: string;
}

/** A section with its title, its state as a pill, its purpose, and the flash of its form. */
export function section(
  page: SettingsPage,
  id: SectionId,
  frame: { pill?: Pill; lead?: Content },
  content: Content,
): VNode {
  const flash = page.flash?.section === id ? page.flash : null;
  return html`<section id=${id} class="card" aria-labelledby="${id}-title">
    <div class="card-head">
      <h2 id="${id}-title">${sectionTitles[id]}</h2>
      ${frame.pill ? pill(frame.pill) : null}
    </div>
    ${frame.lead ? html`<p class="lead">${frame.lead}</p>` : null} ${flash ? sectionFlash(page, flash) : null} ${content}
  </section>`;
}

export function pill({ tone, words }: Pill): VNode {
  return html`<span class="pill ${tone}">${words}</span>`;
}

const looks = { done: 'done', partly: 'warn', problem: 'problem' } as const;

export function flashBox({ kind, words }: Pick<SettingsFlash, 'kind' | 'words'>): VNode {
  return html`<p class="notice ${looks[kind]}" role=${kind === 'done' ? 'status' : 'alert'} tabindex="-1" data-notice>
    ${words}
  </p>`;
}

function sectionFlash(page: SettingsPage, flash: SettingsFlash): VNode {
  return flash.conflict ? conflictBox(page, flash.conflict) : flashBox(flash);
}

/** A problem that stays until it is fixed. It is left out if the flash says the same. */
export function standingProblem(page: SettingsPage, words: string | null): VNode | null {
  return words === null || words === page.flash?.words ? null : html`<p class="notice problem">${words}</p>`;
}

export type FormTarget = SectionId | 'keys' | 'test' | 'doctor' | 'sign-out';

/** The addresses of the forms. After the `#` stands the place to which the browser scrolls afterwards. */
export const formActions: Readonly<Record<FormTarget, string>> = {
  ...(Object.fromEntries(Object.keys(sectionTitles).map((id) => [id, `/settings/${id}#${id}`])) as Record<
    SectionId,
    string
  >),
  test: '/settings/test#top',
  keys: '/settings/keys#twilio',
  doctor: '/settings/doctor#top',
  'sign-out': '/sign-out',
};

/** `item`: the id of a template or a member, each of which has a form. */
export function form(
  page: SettingsPage,
  target: FormTarget,
  content: Content,
  look: { id?: string; class?: string; state?: FormState; item?: string } = {},
): VNode {
  // Values that come back in the fields were not saved.
  const seen = page.facts[look.item === undefined ? target : `${target}/${look.item}`];
  const classes = [look.class, look.state?.isSent ? 'unsaved' : ''].filter(Boolean).join(' ') || undefined;
  return html`<form method="post" action=${formActions[target]} id=${look.id} class=${classes} autocomplete="off">
    <input type="hidden" name="csrf" value=${page.csrf} />
    ${hidden('nonce', page.nonce)}
    ${seen ? hidden('seen', writeFacts(seen, page.readAt)) : null}
    ${content}
  </form>`;
}

export function doButton(verb: string, label: string, look: 'primary' | 'secondary' | 'danger' = 'primary'): VNode {
  return html`<button class=${look} name="do" value=${verb}>${label}</button>`;
}

export function hidden(name: string, value: string): VNode {
  return html`<input type="hidden" name=${name} value=${value} />`;
}

/** The script makes it stand out once there is something to save. */
export function saveButton(label = 'Save'): VNode {
  return html`<button class="save" name="do" value="save">${label}</button>`;
}

/** A button that cannot be undone is two clicks away. */
export function guarded(summary: string, words: string, content: Content): VNode {
  return html`<details class="guarded">
    <summary>${summary}</summary>
    <div class="folded"><p>${words}</p>${content}</div>
  </details>`;
}

/** A list of facts to read; a fact without a value reads “not set”. */
export function facts(rows: readonly (readonly [term: string, value: Content])[]): VNode {
  return html`<dl class="facts">
    ${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value || html`<span class="soft">not set</span>`}</dd></div>`)}
  </dl>`;
}

/** Words of somebody else in a line of ours: their direction does not turn ours. */
export function written(text: string, columns = 80): VNode {
  return html`<bdi>${shorten(text, columns)}</bdi>`;
}

/** A link to a page of ours or of the web. Any other address leaves the words alone. */
export function link(label: string, url: string, { look = '', inNewTab = false } = {}): VNode {
  const isOurs = /^(#[\w-]+|\/(?![/\\])[^\s\\]*)$/.test(url);
  if (isOurs) return html`<a class=${look} href=${url}>${label}</a>`;
  const address = URL.parse(url);
  if (address === null || !/^https?:$/.test(address.protocol)) return html`<span>${label}</span>`;
  if (!inNewTab) return html`<a class=${look} href=${address.href}>${label}</a>`;
  return html`<a class=${look} href=${address.href} target="_blank" rel="noopener noreferrer"
    >${label}<span class="sr"> ${frameWords.newTab}</span></a
  >`;
}

/** A link to one of Twilio's own pages. */
export function twilioLink({ twilioPages }: SettingsPage, label: string, name: keyof TwilioPages): VNode {
  return link(label, twilioPages[name], { inNewTab: true });
}

export function moment(page: SettingsPage, at: Date): VNode {
  if (Number.isNaN(at.getTime())) return html`<span>—</span>`;
  return html`<time datetime=${at.toISOString()}>${absoluteDate(at, page.workspace.timeZone)}</time>`;
}
