// The section of the numbers: which of the account's numbers and Messaging Services are ours, and where their texts go.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { fewNames } from '../../domain/notes/few-names.ts';
import type { Read } from '../../domain/settings/commands.ts';
import type { NumberList, NumbersSection, SettingsPage } from '../../domain/settings-page.ts';
import { type Form, problemLine } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
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
} from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { copyField } from './choices.ts';
import { isOutOfReach, numberFacts, numberRow } from './number-row.ts';
import { countryList, readPicks } from './sender-fields.ts';
import { serviceFacts, serviceRow } from './service-row.ts';
import { fromEnvironment } from './twilio.ts';

export function numbersSection(page: SettingsPage): VNode {
  const { numbers, twilio } = page;
  const problem = standingProblem(page, numbers.problem);
  const frame = { pill: standing(numbers), lead: 'Customers text these numbers, and replies go out from them.' };
  if (page.isPrivate || !page.mayChange) {
    const list = [
      ...numbers.listed.filter(isChosen).map((number) => numberFacts(number, numbers.teams)),
      ...numbers.services.filter(isChosen).map((service) => serviceFacts(service, numbers.teams)),
    ];
    const locked = page.isPrivate ? fromEnvironment : null;
    return section(
      page,
      'numbers',
      frame,
      html`${problem} ${locked}
      ${paging(numbers)} ${list.length > 0 ? html`<ul class="rows">${list}</ul>` : html`<p class="soft">${notListed(numbers)}</p>`}
      ${page.mayChange ? byHand(page) : null}`,
    );
  }
  // Of a list that is not whole nothing is saved: what is not in it would be let go of.
  const isAny = numbers.problem === null && [...numbers.listed, ...numbers.services].length > 0;
  const none = numbers.problem === null && numbers.listed.length === 0 ? nothingListed(page) : null;
  const rest = isAny ? choosing(page) : twilio.isConnected ? byHand(page) : null;
  return section(page, 'numbers', frame, html`${problem} ${none} ${rest}`);
}

function notListed({ kept }: NumbersSection): string {
  return kept.length === 0 ? 'No number is chosen yet.' : `Chosen: ${fewNames(kept)}.`;
}

const isChosen = (one: { isChosen: boolean }) => one.isChosen;

function standing({ list, listed, services, kept, problem }: NumbersSection): Pill {
  const used = [...listed, ...services].filter(isChosen);
  const { chosen, silent } = list ?? {
    chosen: used.length,
    silent: used.filter(({ webhook }) => webhook !== 'ours').length,
  };
  if (chosen === 0)
    return { tone: 'warn', words: problem === null && kept.length === 0 ? 'None chosen' : 'Not listed now' };
  if (silent > 0) return { tone: 'warn', words: `${silent} of ${chosen} without a webhook` };
  return { tone: 'good', words: `${chosen} in use` };
}

function nothingListed(page: SettingsPage): Content {
  if (!page.twilio.isConnected) {
    const { kept } = page.numbers;
    const before = kept.length === 0 ? '' : ` Those you chose before, ${fewNames(kept)}, are used again.`;
    return html`<p>${link('Connect Twilio', '#twilio')} first: your numbers are listed here then.${before}</p>`;
  }
  return html`<p>
    This Twilio account has no number yet. ${twilioLink(page, 'Buy one in Twilio', 'moreNumbers')}, then
    ${' '}${link('look again', '/settings')}.
  </p>`;
}

function choosing(page: SettingsPage): VNode {
  const { listed, services, teams, servicesProblem, list } = page.numbers;
  const state = formState(page, 'numbers');
  const fields: Form = { id: 'numbers', state };
  const rows = listed.map((number, index) => ({
    isOut: isOutOfReach(number),
    row: numberRow(fields, number, index, teams),
  }));
  const rest = rows.filter(({ isOut }) => isOut);
  const hasNews = [...listed, ...services].some(({ webhook }) => webhook !== 'ours');
  const content = html`
    ${list === null ? null : hiddenPage(page.numbers, list)}
    <fieldset class="rows" aria-describedby=${state.problem('number') === null ? undefined : 'numbers-problem'}>
      <legend class="sr">Numbers of this account; tick those that Threadwire is to use</legend>
      ${rows.filter(({ isOut }) => !isOut).map(({ row }) => row)}
    </fieldset>
    ${problemLine('numbers-problem', state.problem('number'))}
    ${
      rest.length === 0
        ? null
        : html`<details>
            <summary>${rest.length === 1 ? '1 number' : `${rest.length} numbers`} that cannot text</summary>
            <ul class="rows folded">${rest.map(({ row }) => row)}</ul>
          </details>`
    }
    ${servicesProblem === null ? null : html`<p class="notice warn">Messaging Services are not listed. ${servicesProblem}</p>`}
    ${services.length === 0 ? null : choosingServices(fields, page.numbers)}
    <p class="hint">
      A webhook tells Twilio to bring texts here. We set it at everything that is ticked, and keep what stood there
      before, so that you can put it back. A number that a teammate types without a + is taken as one of the default country;
      where that is empty, the country under ${link('Inbox', '#inbox')} counts.
    </p>
    <p class="actions">
      ${saveButton()} ${doButton('set-webhooks', 'Save and set the webhooks for me', hasNews ? 'primary' : 'secondary')}
    </p>
    ${list === null ? null : choosingAll(list)} ${countryList()}
  `;
  return html`
    ${paging(page.numbers)} ${form(page, 'numbers', content, { state })}
    ${listed.map(({ sid, canUndo }, index) => (canUndo ? undoForm(page, sid, `undo-${index}`) : null))}
    ${services.map(({ sid, canUndo }, index) => (canUndo ? undoForm(page, sid, `undo-service-${index}`) : null))}
    ${byHand(page)}
  `;
}

/** A long list is shown in pages: what is not on this one stays as it is. */
function hiddenPage({ listed, services }: NumbersSection, { find, from }: NumberList): Content {
  const shown = [...listed, ...services].map(({ sid }) => sid).join(',');
  return [hidden('shown', shown), hidden('find', find), hidden('from', String(from))];
}

function choosingAll({ total }: NumberList): VNode {
  return html`<details class="guarded">
    <summary>Use every number</summary>
    <div class="folded">
      <p>All numbers of this account that can text are used from then on, also those on other pages: ${total} in all.</p>
      ${doButton('choose-all', 'Use every number of this account', 'secondary')}
    </div>
  </details>`;
}

function paging({ list, listed, services }: NumbersSection): Content {
  if (list === null) return null;
  const { find, from, size, found, total } = list;
  const shown = Math.max(listed.length, services.length);
  const at = (start: number) => `/settings?${new URLSearchParams({ find, from: String(start) })}#numbers`;
  return html`<form method="get" action="/settings#numbers" class="inline" role="search">
      <div class="field">
        <label for="numbers-find">Find a number, a label or a Messaging Service</label>
        <input id="numbers-find" type="search" name="find" value=${find} />
      </div>
      <button class="secondary">Find</button>
    </form>
    <p class="hint">
      ${shown === 0 ? `None of ${total}` : `${from + 1} to ${from + shown} of ${found}`}${find === '' || shown === 0 ? '' : ` that have “${shorten(find, 40)}”`},
      those in use first. What is not shown here stays as it is.
      ${from > 0 ? html` ${link('The ones before', at(Math.max(0, from - size)))}` : null}
      ${from + size < found ? html` ${link('The next ones', at(from + size))}` : null}
      ${find === '' ? null : html` ${link('All', '/settings#numbers')}`}
    </p>`;
}

function choosingServices(fields: Form, { services, teams }: NumbersSection): VNode {
  const problem = fields.state.problem('service');
  return html`<fieldset class="rows" aria-describedby=${problem === null ? undefined : 'services-problem'}>
      <legend>Messaging Services</legend>
      ${services.map((service, index) => serviceRow(fields, service, index, teams))}
    </fieldset>
    ${problemLine('services-problem', problem)}
    <p class="hint">All numbers of a ticked service are used, and texts from them go out by the service.</p>`;
}

/** Its button stands in the row, inside the other form. */
function undoForm(page: SettingsPage, sid: string, id: string): VNode {
  return form(page, 'numbers', hidden('number', sid), { id });
}

function byHand(page: SettingsPage): VNode {
  const { messagesUrl, fallbackUrl } = page.numbers;
  return html`<details>
    <summary>Set the webhooks yourself instead</summary>
    <div class="folded">
      <p class="hint">
        At each number in ${twilioLink(page, 'Twilio', 'numbers')}, under “Messaging
        Configuration”, set “A message comes in” to Webhook, with the first URL, and “Primary handler fails” to the second
        one, both with HTTP POST. At a ${twilioLink(page, 'Messaging Service', 'services')} they belong under
        “Integration”: Send a webhook, then Request URL and Fallback URL. What stands behind the # makes Twilio try again
        when we are away for a moment.
      </p>
      ${copyField('messages-url', 'A message comes in', messagesUrl)}
      ${copyField('fallback-url', 'Primary handler fails', fallbackUrl)}
    </div>
  </details>`;
}

export function readNumbers(form: SentForm): Read {
  const asked = fieldIn(form, 'do');
  if (asked === 'undo-webhooks') return { command: { do: 'undo-webhooks', sid: fieldIn(form, 'number') } };
  const shown = typedIn(form, 'shown')?.split(',');
  const picks = {
    numbers: readPicks(form, 'number'),
    services: readPicks(form, 'service'),
    ...(shown ? { shown } : {}),
    ...(asked === 'choose-all' ? { all: true } : {}),
  };
  return { command: { do: 'choose-numbers', ...picks, setsWebhooks: asked === 'set-webhooks' } };
}
