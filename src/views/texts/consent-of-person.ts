// Draws one person's consent: the state, the evidence for it, and the change by hand.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Evidence } from '../../domain/consent/consent-list.ts';
import type { ConsentPersonPage } from '../../domain/consents-page.ts';
import { addressInWords } from '../../words/addresses.ts';
import { consentPageWords, evidenceWords, saidToWords } from '../../words/consents.ts';
import type { Content } from '../page/content.ts';
import { textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { renderPage } from '../page/frame.ts';
import { doButton, form, link, written } from '../page/pieces.ts';
import { personPath, statePill } from './consents.ts';
import { momentInList } from './table.ts';

/** A workspace may have hundreds of numbers. */
const MOST_BLOCKS = 5;

export function renderPerson(page: ConsentPersonPage): string {
  const { address, state, evidence } = page;
  return renderPage(page, {
    title: addressInWords(address),
    back: { label: 'Consent', url: '/consents' },
    styles: ['texts'],
    content: html`<p>${state === null ? consentPageWords.unknown : statePill(state)}</p>
      ${blocks(page)} ${page.mayChange ? change(page) : null}
      ${
        evidence.length > 0
          ? html`<h2>Evidence</h2>
              ${table(page)}
              <p>${link(consentPageWords.download, `/consents.csv?number=${encodeURIComponent(address)}`)}</p>`
          : null
      }`,
  });
}

function blocks({ blockedBy }: Pick<ConsentPersonPage, 'blockedBy'>): Content {
  return blockedBy.slice(0, MOST_BLOCKS).map((sender) => html`<p class="soft">${consentPageWords.blocked(sender)}</p>`);
}

function table(page: ConsentPersonPage): VNode {
  return html`<table class="texts">
    <thead>
      <tr><th scope="col" class="when">Time</th><th scope="col" class="state">Word</th><th scope="col">Evidence</th><th scope="col" class="said-to">To</th></tr>
    </thead>
    <tbody>${page.evidence.map((one) => row(page, one))}</tbody>
  </table>`;
}

function row(page: ConsentPersonPage, one: Evidence): VNode {
  return html`<tr>
    <td class="when">${momentInList(page, one.at)}</td>
    <td class="state">${evidenceWords(one)}</td>
    <td class="words">${proof(one)}</td>
    <td class="said-to">${saidToWords(one.saidTo)}</td>
  </tr>`;
}

function proof({ words, answered, byName, reason, origin, messageId, answeredId }: Evidence): Content {
  return [
    words === null ? null : html`<p>${toText(written(words, 200), messageId)}</p>`,
    answered === null
      ? null
      : html`<p class="soft">${consentPageWords.afterOurs} ${toText(written(answered, 120), answeredId)}</p>`,
    origin === null ? null : html`<p>${written(origin, 80)}</p>`,
    byName === null ? null : html`<p>By ${written(byName, 40)}</p>`,
    reason === null || reason === '' ? null : html`<p>${written(reason, 200)}</p>`,
  ];
}

/** Leads to the page of the text. */
function toText(words: Content, id: string | null): Content {
  return id === null ? words : html`<a href=${`/texts/${id}`}>${words}</a>`;
}

function change(page: ConsentPersonPage): VNode {
  const { address, state, mayResume } = page;
  if (state === 'opted-out' && !mayResume) return html`<p class="hint">${consentPageWords.startOnly}</p>`;
  if (state === 'opted-out')
    return form(page, personPath(address), doButton('resume', consentPageWords.resume, 'secondary'), { class: 'card' });
  const fields = { id: 'opt-out', state: formState(page, 'opt-out') };
  const content = html`<h2>Opt out by hand</h2>
    <p class="hint">${consentPageWords.optOutHint}</p>
    ${textField(fields, { name: 'reason', label: 'Reason', stored: '', hint: consentPageWords.reasonHint })}
    <p class="actions"><button class="secondary" name="do" value="opt-out">Opt out</button></p>`;
  return form(page, personPath(address), content, { class: 'card', state: fields.state });
}
