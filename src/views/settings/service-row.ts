// Draws one Messaging Service of the account: its numbers, the way of its texts, its label, team and country.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { ListedService, NumbersSection } from '../../domain/settings-page.ts';
import { numbersWords } from '../../words/settings/page/numbers.ts';
import { pill, written } from '../page/pieces.ts';
import { destination, type NumbersForm, ownFacts, ownFields, undoButton } from './sender-fields.ts';

type Teams = NumbersSection['teams'];

const NAMED = 3;

export function serviceRow(form: NumbersForm, service: ListedService, index: number, teams: Teams): VNode {
  const { sid, name, isChosen, addresses, webhook, canUndo } = service;
  const id = `services-${index}`;
  const isTicked = form.state.isTicked('service', sid, isChosen);
  return html`<div class="number">
    <div class="number-head">
      <input type="checkbox" id=${id} name="service" value=${sid} checked=${isTicked} aria-describedby="${id}-facts" />
      <label for=${id} class="address">${written(name)}</label>
      <span id="${id}-facts">${contents(addresses)} ${pill(destination(webhook, isTicked))}</span>
      ${canUndo ? undoButton(`undo-service-${index}`, name, service) : null}
    </div>
    ${ownFields(form, service, `service-${index}`, teams)}
  </div>`;
}

/** Draws a service for members who may not change it. */
export function serviceFacts(service: ListedService, teams: Teams): VNode {
  return html`<li class="number">
    <div class="number-head">
      <span class="address">${written(service.name)}</span>
      <span>${contents(service.addresses)} ${pill(destination(service.webhook, true))}</span>
    </div>
    ${ownFacts(service, teams)}
  </li>`;
}

function contents(addresses: readonly string[] | null): VNode {
  if (addresses === null) return html`<span class="soft">${numbersWords.contentsUnknown}</span>`;
  if (addresses.length === 0) return html`<span class="soft">${numbersWords.noContents}</span>`;
  const named = addresses
    .slice(0, NAMED)
    .map((address, index) => html`${index === 0 ? '' : ', '}${written(readableNumber(address), 40)}`);
  const rest = addresses.length - NAMED;
  return html`<span class="soft">${named}${rest > 0 ? ` and ${rest} more` : null}</span>`;
}
