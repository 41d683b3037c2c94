// Draws a list of texts: a table, which is a column of cards where there is little room.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PageFrame } from '../../domain/page-frame.ts';
import { isStopped } from '../../domain/texts/message.ts';
import type { LoggedText } from '../../domain/texts-page.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { addressInWords } from '../../words/addresses.ts';
import { count } from '../../words/counts.ts';
import { tellFailure } from '../../words/failures.ts';
import { stateWords } from '../../words/panel/texts.ts';
import { textWords } from '../../words/texts-page.ts';
import { timeFor } from '../../words/times.ts';
import { type Pill, pill, written } from '../page/pieces.ts';
import { shorten } from '../plain-text.ts';

export function textTable(page: PageFrame, texts: readonly LoggedText[]): VNode {
  return html`<table class="texts">
    <thead>
      <tr>
        <th scope="col" class="when">Time</th><th scope="col" class="whom">Customer</th><th scope="col">Text</th>
        <th scope="col" class="state">State</th><th scope="col" class="author">Written by</th>
      </tr>
    </thead>
    <tbody>${texts.map((text) => row(page, text))}</tbody>
  </table>`;
}

/** The time alone for today, since a list has a row for each text. */
export function momentInList({ readAt: now, workspace }: PageFrame, at: Date): VNode {
  return html`<time datetime=${at.toISOString()}>${timeFor({ now, zone: workspace.timeZone }, at)}</time>`;
}

function row(page: PageFrame, text: LoggedText): VNode {
  const { id, direction, author, fault, wasSentAgain } = text;
  const way = direction === 'in' ? 'From the customer' : 'To the customer';
  // For a text that we did not send, the state says the reason already.
  const reason = fault === null || isKeptHere(text) ? null : tellFailure(fault).heading;
  return html`<tr>
    <td class="when">${momentInList(page, text.at)}</td>
    <td class="whom">${customer(text)}</td>
    <td class="words">
      <span class="way" title=${way} aria-hidden="true">${direction === 'in' ? '←' : '→'}</span>
      <span class="sr">${way}:</span>
      <a href="/texts/${id}"><bdi>${excerpt(text, 110)}</bdi></a>
    </td>
    <td class="state">
      ${pill(statePill(text))} ${reason === null ? null : html`<span class="soft">${reason}</span>`}
      ${wasSentAgain ? html`<span class="soft">Sent again</span>` : null}
    </td>
    <td class="author">${author === null ? html`<span class="soft">Customer</span>` : authorOf(author)}</td>
  </tr>`;
}

export function customer({ address, contactName }: Pick<LoggedText, 'address' | 'contactName'>): VNode {
  const number = addressInWords(address);
  if (contactName === null || isBlank(contactName)) return html`<span>${written(number, 40)}</span>`;
  return html`<span>${written(contactName, 40)}</span> <span class="soft">${written(number, 40)}</span>`;
}

export function authorOf({ kind, name }: NonNullable<LoggedText['author']>): VNode {
  if (kind === 'automation') return html`<span>Automation</span>`;
  return name === null ? html`<span class="soft">Unknown agent</span>` : written(name, 40);
}

/** One line of the words, or what stands in their place. */
export function excerpt({ body, files }: Pick<LoggedText, 'body' | 'files'>, columns: number): string {
  return shorten(body, columns, files > 0 ? count(files, 'file') : textWords.noWords);
}

export function statePill({ state, fault }: Pick<LoggedText, 'state' | 'fault'>): Pill {
  if (isKeptHere({ state }) && fault !== null) return { tone: 'warn', words: tellFailure(fault).heading };
  const words = stateWords[state];
  if (state === 'given-up' || state === 'canceled') return { tone: 'warn', words };
  if (isStopped({ state })) return { tone: 'bad', words };
  return { tone: state === 'delivered' || state === 'read' ? 'good' : 'plain', words };
}

/** We did not send it. */
function isKeptHere({ state }: Pick<LoggedText, 'state'>): boolean {
  return state === 'held' || state === 'refused';
}
