// Draws one number of the account: its abilities, the way of its texts, its label, team and country.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { limitsOf, reachOf } from '../../domain/media/carriage.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { ListedNumber, PageOf } from '../../domain/settings-page.ts';
import { mediaInWords, numbersWords } from '../../words/settings/page/numbers.ts';
import { type Content, fillIn } from '../page/content.ts';
import { type Pill, pill, written } from '../page/pieces.ts';
import { registrationLine } from './registration.ts';
import { destination, type NumbersForm, ownFacts, ownFields, undoButton } from './sender-fields.ts';

/** Such a number can be neither chosen nor let go of. */
export function isOutOfReach({ canText, isChosen }: ListedNumber): boolean {
  return !canText && !isChosen;
}

export function numberRow(page: PageOf<'numbers'>, form: NumbersForm, number: ListedNumber, index: number): VNode {
  const { sid, address } = number;
  if (isOutOfReach(number))
    return html`<li class="number"><span class="address">${written(readableNumber(address))}</span> ${abilities(number)}</li>`;
  const id = `numbers-${index}`;
  const isTicked = form.state.isTicked('number', sid, number.isChosen);
  return html`<div class="number">
    <div class="number-head">
      <input type="checkbox" id=${id} name="number" value=${sid} checked=${isTicked} aria-describedby="${id}-facts" />
      <label for=${id} class="address">${written(readableNumber(address))}</label>
      <span id="${id}-facts">${abilities(number)} ${pill(whereTo(number, isTicked))}</span>
      ${number.canUndo ? undoButton(`undo-${index}`, readableNumber(address), number) : null}
    </div>
    ${explanation(number)} ${registrationLine(page, number.registration)}
    ${ownFields(form, number, `${index}`, page.numbers.teams)}
  </div>`;
}

/** Draws a number for members who may not change it. */
export function numberFacts(page: PageOf<'numbers'>, number: ListedNumber): VNode {
  return html`<li class="number">
    <div class="number-head">
      <span class="address">${written(readableNumber(number.address))}</span>
      <span>${abilities(number)} ${pill(destination(number.webhook, true))}</span>
    </div>
    ${explanation(number)} ${registrationLine(page, number.registration)}
    ${ownFacts(number, page.numbers.teams)}
  </li>`;
}

function whereTo({ webhook, usedBy }: ListedNumber, isTicked: boolean): Pill {
  const { tone, words } = destination(webhook, isTicked);
  return { tone, words: webhook === 'ours' && usedBy !== null && !isTicked ? numbersWords.connectedBy(usedBy) : words };
}

function abilities({ canText, ...number }: ListedNumber): VNode {
  return html`<span class="soft">${canText ? mediaInWords(reachOf(number), limitsOf(number.address)) : 'Calls only'}</span>`;
}

function explanation({ webhook, serviceName, canText }: ListedNumber): Content {
  const lines: Content[] = [];
  if (!canText) lines.push(html`<p class="field-problem">${numbersWords.cannotText}</p>`);
  if (webhook === 'app') lines.push(html`<p class="hint">${numbersWords.appOverrides}</p>`);
  if (webhook === 'service') {
    const words =
      serviceName === null
        ? numbersWords.itsServiceDecides
        : fillIn(numbersWords.serviceDecides, { service: written(serviceName) });
    lines.push(html`<p class="hint">${words}</p>`);
  }
  return lines;
}
