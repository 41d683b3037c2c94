// One number of the account: what it can do, where its texts go, its label, its team and its country.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { ListedNumber, NumbersSection } from '../../domain/settings-page.ts';
import type { Form } from '../page/fields.ts';
import { type Content, type Pill, pill, written } from '../page/pieces.ts';
import { destination, ownFacts, ownFields, undoButton } from './sender-fields.ts';

type Teams = NumbersSection['teams'];

/** Nothing can be done with it here. */
export function isOutOfReach({ canText, isChosen }: ListedNumber): boolean {
  return !canText && !isChosen;
}

export function numberRow(form: Form, number: ListedNumber, index: number, teams: Teams): VNode {
  const { sid, address } = number;
  if (isOutOfReach(number))
    return html`<li class="number"><span class="address">${written(address)}</span> ${abilities(number)}</li>`;
  const id = `numbers-${index}`;
  const isTicked = form.state.isTicked('number', sid, number.isChosen);
  return html`<div class="number">
    <div class="number-head">
      <input type="checkbox" id=${id} name="number" value=${sid} checked=${isTicked} aria-describedby="${id}-facts" />
      <label for=${id} class="address">${written(address)}</label>
      <span id="${id}-facts">${abilities(number)} ${pill(whereTo(number, isTicked))}</span>
      ${number.canUndo ? undoButton(`undo-${index}`, number.address) : null}
    </div>
    ${explanation(number)}
    ${ownFields(form, number, `${index}`, teams)}
  </div>`;
}

/** The same, to read. */
export function numberFacts(number: ListedNumber, teams: Teams): VNode {
  return html`<li class="number">
    <div class="number-head">
      <span class="address">${written(number.address)}</span>
      <span>${abilities(number)} ${pill(destination(number.webhook, true))}</span>
    </div>
    ${explanation(number)}
    ${ownFacts(number, teams)}
  </li>`;
}

function whereTo({ webhook, usedBy }: ListedNumber, isTicked: boolean): Pill {
  const { tone, words } = destination(webhook, isTicked);
  return { tone, words: webhook === 'ours' && usedBy !== null && !isTicked ? `${words}, by ${usedBy}` : words };
}

function abilities({ canText, canSendPictures }: ListedNumber): VNode {
  return html`<span class="soft">${canText ? (canSendPictures ? 'Texts and pictures' : 'Texts, no pictures') : 'Calls only'}</span>`;
}

function explanation({ webhook, serviceName, problem }: ListedNumber): Content {
  const lines: Content[] = [];
  if (problem !== null) lines.push(html`<p class="field-problem">${problem}</p>`);
  if (webhook === 'app')
    lines.push(html`<p class="hint">A TwiML app is set at it in Twilio and overrides its webhook.</p>`);
  if (webhook === 'service')
    lines.push(
      html`<p class="hint">
        Its Messaging Service${serviceName === null ? '' : html`, ${written(serviceName)},`} decides where its texts go.
      </p>`,
    );
  return lines;
}
