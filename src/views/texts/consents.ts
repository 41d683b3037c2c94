// Draws the list of everybody who opted out or in: its search, its people, and the forms below.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import {
  type ConsentSearch,
  type ListedConsent,
  type ListedState,
  listedStates,
  writeCursor,
} from '../../domain/consent/consent-list.ts';
import type { ConsentListPage } from '../../domain/consents-page.ts';
import { addressInWords } from '../../words/addresses.ts';
import { consentPageWords, evidenceWords, listedStates as stateNames } from '../../words/consents.ts';
import type { Content } from '../page/content.ts';
import { textField } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import { renderPage } from '../page/frame.ts';
import { form, link, pill, written } from '../page/pieces.ts';
import { importForm } from './consent-import.ts';
import { momentInList } from './table.ts';

export function renderConsents(page: ConsentListPage): string {
  const { listed, search } = page;
  const isSearch = search.find !== '' || search.state !== null;
  return renderPage(page, {
    title: 'Consent',
    lead: consentPageWords.lead,
    styles: ['texts'],
    content: html`${searchForm(search)}
      ${
        listed.length > 0
          ? table(page)
          : html`<p class="soft empty">${isSearch ? consentPageWords.noneFound : consentPageWords.nobody}</p>`
      }
      ${pageLinks(page)} ${page.mayChange ? [optOutForm(page), importForm(page)] : null} ${download()}`,
  });
}

function searchForm({ find, state }: ConsentSearch): VNode {
  return html`<form method="get" action="/consents" class="card search" role="search">
    <div class="search-row">
      <div class="field field-q">
        <label for="consents-q">Number</label>
        <input id="consents-q" type="search" name="q" value=${find} maxlength="40" aria-describedby="consents-q-hint" />
        <p class="hint" id="consents-q-hint">${consentPageWords.hint}</p>
      </div>
      <div class="field">
        <label for="consents-state">State</label>
        <select id="consents-state" name="state">
          ${(['', ...listedStates] as const).map(
            (one) =>
              html`<option value=${one} selected=${one === (state ?? '')}>${one === '' ? 'Any' : stateNames[one]}</option>`,
          )}
        </select>
      </div>
      <button class="primary">Search</button>
    </div>
  </form>`;
}

function table(page: ConsentListPage): VNode {
  return html`<table class="texts">
    <thead>
      <tr><th scope="col" class="whom">Number</th><th scope="col" class="state">State</th><th scope="col">Latest word</th><th scope="col" class="when">Since</th></tr>
    </thead>
    <tbody>${page.listed.map((one) => row(page, one))}</tbody>
  </table>`;
}

function row(page: ConsentListPage, one: ListedConsent): VNode {
  return html`<tr>
    <td class="whom"><a href=${personPath(one.address)}>${written(addressInWords(one.address), 40)}</a></td>
    <td class="state">${statePill(one.state)}</td>
    <td class="words">${evidenceWords(one)} ${blocked(one)}</td>
    <td class="when">${momentInList(page, one.at)}</td>
  </tr>`;
}

/** The first of the numbers; the person’s page has more. */
function blocked({ blockedBy: [sender] }: ListedConsent): Content {
  return sender === undefined ? null : html`<span class="soft">${consentPageWords.blocked(sender)}</span>`;
}

export function statePill(state: ListedState): VNode {
  return pill({
    tone: state === 'opted-out' ? 'warn' : state === 'opted-in' ? 'good' : 'plain',
    words: stateNames[state],
  });
}

export function personPath(address: string): string {
  return `/consents/${encodeURIComponent(address)}`;
}

function pageLinks({ search, older }: ConsentListPage): Content {
  const query = new URLSearchParams();
  if (search.find !== '') query.set('q', search.find);
  if (search.state !== null) query.set('state', search.state);
  const newest = search.before === null ? null : link('Newest', `/consents?${query}`);
  if (older === null) return newest && html`<p class="page-links">${newest}</p>`;
  query.set('before', writeCursor(older));
  return html`<p class="page-links">${newest} ${link('Older', `/consents?${query}`)}</p>`;
}

function optOutForm(page: ConsentListPage): VNode {
  const fields = { id: 'opt-out', state: formState(page, 'opt-out') };
  const content = html`<h2>${consentPageWords.optOut}</h2>
    <p class="hint">${consentPageWords.optOutHint}</p>
    <div class="pair">
      ${textField(fields, { name: 'number', label: 'Number', stored: '', type: 'tel' })}
      ${textField(fields, { name: 'reason', label: 'Reason', stored: '', hint: consentPageWords.reasonHint })}
    </div>
    <p class="actions"><button class="secondary" name="do" value="opt-out">Opt out</button></p>`;
  return form(page, '/consents', content, { class: 'card', state: fields.state });
}

function download(): VNode {
  return html`<form method="get" action="/consents.csv" class="card">
    <h2>${consentPageWords.download}</h2>
    <p class="hint">${consentPageWords.downloadHint}</p>
    <div class="pair">
      <div class="field"><label for="csv-since">First day</label><input id="csv-since" type="date" name="since" /></div>
      <div class="field"><label for="csv-until">Last day</label><input id="csv-until" type="date" name="until" /></div>
    </div>
    <p class="actions"><button class="secondary">Download</button></p>
  </form>`;
}
