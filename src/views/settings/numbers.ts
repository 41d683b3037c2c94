// The section of the numbers: which of the account's numbers are ours, and where their texts go.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { ListedNumber, NumbersSection, SettingsPage } from '../../domain/settings-page.ts';
import { copyField } from './choices.ts';
import { type Form, problemLine } from './fields.ts';
import { formState } from './form-state.ts';
import { isOutOfReach, numberFacts, numberRow } from './number-row.ts';
import {
  type Content,
  doButton,
  form,
  hidden,
  link,
  type Pill,
  saveButton,
  section,
  standingProblem,
  twilioLink,
} from './pieces.ts';
import { fromEnvironment } from './twilio.ts';

export function numbersSection(page: SettingsPage): VNode {
  const { numbers, twilio } = page;
  const problem = standingProblem(page, numbers.problem);
  const frame = { pill: standing(numbers), lead: 'Customers text these numbers, and replies go out from them.' };
  if (page.isPrivate || !page.mayChange) {
    const chosen = numbers.listed.filter(({ isChosen }) => isChosen);
    const list = chosen.map((number) => numberFacts(number, numbers.teams));
    const locked = page.isPrivate ? fromEnvironment : null;
    return section(
      page,
      'numbers',
      frame,
      html`${problem} ${locked}
      ${list.length > 0 ? html`<ul class="rows">${list}</ul>` : html`<p class="soft">No number is chosen yet.</p>`}
      ${page.mayChange ? byHand(numbers) : null}`,
    );
  }
  if (numbers.listed.length > 0) return section(page, 'numbers', frame, html`${problem} ${choosing(page)}`);
  return section(
    page,
    'numbers',
    frame,
    html`${problem} ${numbers.problem === null ? nothingListed(twilio.accountSid) : null}`,
  );
}

function standing({ listed }: NumbersSection): Pill {
  const chosen = listed.filter(({ isChosen }) => isChosen);
  if (chosen.length === 0) return { tone: 'warn', words: 'None chosen' };
  const silent = chosen.filter(({ webhook }) => webhook === 'none' || webhook === 'elsewhere').length;
  if (silent > 0) return { tone: 'warn', words: `${silent} of ${chosen.length} without a webhook` };
  return { tone: 'good', words: chosen.length === 1 ? '1 in use' : `${chosen.length} in use` };
}

function nothingListed(accountSid: string | null): Content {
  if (accountSid === null)
    return html`<p>${link('Connect Twilio', '#twilio')} first: your numbers are listed here then.</p>`;
  return html`<p>
    This Twilio account has no number yet. ${twilioLink('Buy one in Twilio', 'us1/develop/phone-numbers/manage/search')}, then
    ${' '}${link('look again', '/settings')}.
  </p>`;
}

function choosing(page: SettingsPage): VNode {
  const { listed, teams } = page.numbers;
  const state = formState(page, 'numbers');
  const fields: Form = { id: 'numbers', state };
  const rows = listed.map((number, index) => ({
    number,
    isOut: isOutOfReach(number),
    row: numberRow(fields, number, index, teams),
  }));
  const reachable = rows.filter(({ isOut }) => !isOut);
  const rest = rows.filter(({ isOut }) => isOut);
  const hasNews = listed.some(({ webhook }) => webhook !== 'ours');
  return html`
    ${form(
      page,
      'numbers',
      html`
        <fieldset class="rows" aria-describedby=${state.problem('number') === null ? undefined : 'numbers-problem'}>
          <legend class="sr">Numbers of this account; tick those that Threadwire is to use</legend>
          ${reachable.map(({ row }) => row)}
        </fieldset>
        ${problemLine('numbers-problem', state.problem('number'))}
        ${
          rest.length === 0
            ? null
            : html`<details>
                <summary>${rest.length === 1 ? '1 number' : `${rest.length} numbers`} without texts</summary>
                <ul class="rows folded">${rest.map(({ row }) => row)}</ul>
              </details>`
        }
        <p class="hint">
          A webhook tells Twilio to bring a number’s texts here. We set it at every ticked number, and keep what stood
          there before, so that you can put it back.
        </p>
        <p class="actions">
          ${saveButton()}
          ${doButton('set-webhooks', 'Save and set the webhooks for me', hasNews ? 'primary' : 'secondary')}
        </p>
      `,
      { state },
    )}
    ${listed.map((number, index) => (number.canUndo ? undoForm(page, number, index) : null))} ${byHand(page.numbers)}
  `;
}

/** Its button stands in the number's row, inside the other form. */
function undoForm(page: SettingsPage, { sid }: ListedNumber, index: number): VNode {
  return form(page, 'numbers', hidden('number', sid), { id: `undo-${index}` });
}

function byHand({ messagesUrl }: NumbersSection): VNode {
  return html`<details>
    <summary>Set the webhooks yourself instead</summary>
    <div class="folded">
      <p class="hint">
        At each number in ${twilioLink('Twilio', 'us1/develop/phone-numbers/manage/incoming')}, under “Messaging
        Configuration”, let “A message comes in” be Webhook, with this URL and HTTP POST. What stands behind the # makes
        Twilio try again when we are away for a moment.
      </p>
      ${copyField('messages-url', 'A message comes in', messagesUrl)}
    </div>
  </details>`;
}
