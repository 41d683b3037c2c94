// Draws the pieces of every page: flashes, forms and buttons, facts and links.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFlash, PageFrame } from '../../domain/page-frame.ts';
import { type Facts, writeFacts } from '../../domain/settings/facts.ts';
import { pageWords } from '../../words/page.ts';
import { absoluteDate } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import type { Content } from './content.ts';
import type { FormState } from './form-state.ts';

export interface Pill {
  tone: 'good' | 'warn' | 'bad' | 'plain';
  words: string;
}

export function pill({ tone, words }: Pill): VNode {
  return html`<span class="pill ${tone}">${words}</span>`;
}

const looks = { done: 'done', partly: 'warn', problem: 'problem' } as const;

export function flashBox({ kind, words }: Pick<PageFlash, 'kind' | 'words'>): VNode {
  return html`<p class="notice ${looks[kind]}" role=${kind === 'done' ? 'status' : 'alert'} tabindex="-1" data-notice>
    ${words}
  </p>`;
}

export interface FormLook {
  id?: string;
  class?: string;
  state?: FormState;
  /** The facts that the form was opened with. */
  seen?: Facts | undefined;
  /** It sends a file along, after its other fields. */
  hasFile?: boolean;
}

/** `action`: the address that takes the form, such as `/settings/numbers`. */
export function form(
  frame: Pick<PageFrame, 'csrf' | 'nonce' | 'readAt'>,
  action: string,
  content: Content,
  look: FormLook = {},
): VNode {
  // Values that come back in the fields were not saved.
  const classes = [look.class, look.state?.isSent ? 'unsaved' : ''].filter(Boolean).join(' ') || undefined;
  return html`<form method="post" action=${action} id=${look.id} class=${classes} enctype=${look.hasFile ? 'multipart/form-data' : undefined} autocomplete="off">
    <input type="hidden" name="csrf" value=${frame.csrf} />
    ${hidden('nonce', frame.nonce)}
    ${look.seen ? hidden('seen', writeFacts(look.seen, frame.readAt)) : null}
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
    >${label}<span class="sr"> ${pageWords.newTab}</span></a
  >`;
}

export function moment(page: Pick<PageFrame, 'workspace'>, at: Date): VNode {
  if (Number.isNaN(at.getTime())) return html`<span>—</span>`;
  return html`<time datetime=${at.toISOString()}>${absoluteDate(at, page.workspace.timeZone)}</time>`;
}
