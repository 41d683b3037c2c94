// Draws and reads the section in which admins choose numbers and Messaging Services, and have their webhooks set.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Read } from '../../domain/settings/commands.ts';
import type { NumberList, NumbersSection, PageOf } from '../../domain/settings-page.ts';
import { frameWords } from '../../words/settings/page/frame.ts';
import { numbersWords } from '../../words/settings/page/numbers.ts';
import { notAskedSentence, twilioTroubleSentence } from '../../words/vendor-troubles.ts';
import { type Content, fillIn } from '../page/content.ts';
import { problemLine } from '../page/fields.ts';
import { formState } from '../page/form-state.ts';
import type { PageContent } from '../page/frame.ts';
import { doButton, hidden, link, type Pill, saveButton } from '../page/pieces.ts';
import { fieldIn, type SentForm, typedIn } from '../page/sent-form.ts';
import { shorten } from '../plain-text.ts';
import { copyField } from './choices.ts';
import { isOutOfReach, numberFacts, numberRow } from './number-row.ts';
import { section, settingsForm, standingProblem, twilioLink } from './section.ts';
import { countryList, type NumbersForm, readPicks } from './sender-fields.ts';
import { serviceFacts, serviceRow } from './service-row.ts';
import { fromEnvironment } from './twilio.ts';

type NumbersPage = PageOf<'numbers'>;

export function numbersSection(page: NumbersPage): PageContent {
  const { numbers } = page;
  const problem = standingProblem(page, numbers.problem && twilioTroubleSentence(numbers.problem));
  const frame = {
    pill: standing(numbers),
    lead: frameWords.leads.numbers,
    known: { teams: numbers.teams },
    isAwaited: numbers.problem?.kind === 'asking',
  };
  if (page.isPrivate || !page.mayChange) {
    const list = [
      ...numbers.listed.filter(isChosen).map((number) => numberFacts(page, number)),
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
  // A list that Twilio cut short is not saved: numbers that it lacks would be let go of.
  const isAny = numbers.problem === null && [...numbers.listed, ...numbers.services].length > 0;
  const none = numbers.problem === null && numbers.listed.length === 0 ? nothingListed(page) : null;
  const rest = isAny ? choosing(page) : page.isConnected ? byHand(page) : null;
  return section(page, 'numbers', frame, html`${problem} ${none} ${rest}`);
}

function notListed({ kept }: NumbersSection): string {
  return kept.length === 0 ? numbersWords.noneChosen : numbersWords.chosen(kept);
}

/** More numbers share one list of the countries. */
const MOST_LISTS = 20;

const isChosen = (one: { isChosen: boolean }) => one.isChosen;

function standing({ list, listed, services, kept, problem }: NumbersSection): Pill {
  const used = [...listed, ...services].filter(isChosen);
  const { chosen, silent } = list ?? {
    chosen: used.length,
    silent: used.filter(({ webhook }) => webhook !== 'ours').length,
  };
  if (chosen === 0)
    return { tone: 'warn', words: problem === null && kept.length === 0 ? 'None chosen' : 'Not listed' };
  if (silent > 0) return { tone: 'warn', words: numbersWords.notConnected(silent, chosen) };
  return { tone: 'good', words: `${chosen} in use` };
}

function nothingListed(page: NumbersPage): Content {
  if (!page.isConnected) {
    const { kept } = page.numbers;
    const before = kept.length === 0 ? null : numbersWords.usedAgain(kept);
    return html`<p>${fillIn(numbersWords.twilioFirst, { connect: link('Connect Twilio', '/settings/twilio') })} ${before}</p>`;
  }
  const ways = {
    buy: twilioLink(page, 'Buy one in Twilio', 'moreNumbers'),
    look: link('look again', '/settings/numbers'),
  };
  return html`<p>${fillIn(numbersWords.noNumbers, ways)}</p>`;
}

function choosing(page: NumbersPage): VNode {
  const { listed, services, servicesProblem, list } = page.numbers;
  const state = formState(page, 'numbers');
  const fields: NumbersForm = { id: 'numbers', state, isLong: listed.length + services.length > MOST_LISTS };
  const rows = listed.map((number, index) => ({
    isOut: isOutOfReach(number),
    row: numberRow(page, fields, number, index),
  }));
  const rest = rows.filter(({ isOut }) => isOut);
  const hasNews = [...listed, ...services].some(({ webhook }) => webhook !== 'ours');
  const content = html`
    ${list === null ? null : hiddenPage(page.numbers, list)}
    <fieldset class="rows" aria-describedby=${state.problem('number') === null ? undefined : 'numbers-problem'}>
      <legend class="sr">${numbersWords.tick}</legend>
      ${rows.filter(({ isOut }) => !isOut).map(({ row }) => row)}
    </fieldset>
    ${problemLine('numbers-problem', state.problem('number'))}
    ${
      rest.length === 0
        ? null
        : html`<details>
            <summary>${numbersWords.outOfReach(rest.length)}</summary>
            <ul class="rows folded">${rest.map(({ row }) => row)}</ul>
          </details>`
    }
    ${servicesProblem === null ? null : html`<p class="notice warn">${numbersWords.servicesNotListed} ${notAskedSentence(servicesProblem)}</p>`}
    ${services.length === 0 ? null : choosingServices(fields, page.numbers)}
    <p class="hint">
      ${numbersWords.webhooks} ${fillIn(numbersWords.countries, { inbox: link('Inbox', '/settings/inbox') })}
    </p>
    <p class="actions">
      ${saveButton()} ${doButton('set-webhooks', numbersWords.setWebhooks, hasNews ? 'primary' : 'secondary')}
    </p>
    ${list === null ? null : choosingAll(list)} ${fields.isLong ? countryList() : null}
  `;
  return html`
    ${paging(page.numbers)} ${settingsForm(page, 'numbers', content, { state })}
    ${listed.map(({ sid, canUndo }, index) => (canUndo ? undoForm(page, sid, `undo-${index}`) : null))}
    ${services.map(({ sid, canUndo }, index) => (canUndo ? undoForm(page, sid, `undo-service-${index}`) : null))}
    ${byHand(page)}
  `;
}

/** A long list has pages: a save leaves the numbers of other pages as they are. */
function hiddenPage({ listed, services }: NumbersSection, { find, from }: NumberList): Content {
  const shown = [...listed, ...services].map(({ sid }) => sid).join(',');
  return [hidden('shown', shown), hidden('find', find), hidden('from', String(from))];
}

function choosingAll({ total }: NumberList): VNode {
  return html`<details class="guarded">
    <summary>Use every number</summary>
    <div class="folded">
      <p>${numbersWords.useAll(total)}</p>
      ${doButton('choose-all', numbersWords.useAllButton, 'secondary')}
    </div>
  </details>`;
}

function paging({ list, listed, services }: NumbersSection): Content {
  if (list === null) return null;
  const { find, from, size, found } = list;
  const shown = Math.max(listed.length, services.length);
  const at = (start: number) => `/settings/numbers?${new URLSearchParams({ find, from: String(start) })}`;
  return html`<form method="get" action="/settings/numbers" class="inline" role="search">
      <div class="field">
        <label for="numbers-find">${numbersWords.find}</label>
        <input id="numbers-find" type="search" name="find" value=${find} />
      </div>
      <button class="secondary">Find</button>
    </form>
    <p class="hint">
      ${numbersWords.range(list, shown, shorten(find, 40))}, ${numbersWords.usedFirst}
      ${from > 0 ? html` ${link('Previous', at(Math.max(0, from - size)))}` : null}
      ${from + size < found ? html` ${link('Next', at(from + size))}` : null}
      ${find === '' ? null : html` ${link('All', '/settings/numbers')}`}
    </p>`;
}

function choosingServices(fields: NumbersForm, { services, teams }: NumbersSection): VNode {
  const problem = fields.state.problem('service');
  return html`<fieldset class="rows" aria-describedby=${problem === null ? undefined : 'services-problem'}>
      <legend>Messaging Services</legend>
      ${services.map((service, index) => serviceRow(fields, service, index, teams))}
    </fieldset>
    ${problemLine('services-problem', problem)}
    <p class="hint">${numbersWords.serviceHint}</p>`;
}

/** The form of a button that stands in a row, inside the form of the choices. */
function undoForm(page: NumbersPage, sid: string, id: string): VNode {
  return settingsForm(page, 'numbers', hidden('number', sid), { id });
}

function byHand(page: NumbersPage): VNode {
  const { messagesUrl, fallbackUrl } = page.numbers;
  return html`<details>
    <summary>${numbersWords.setYourself}</summary>
    <div class="folded">
      <p class="hint">
        ${fillIn(numbersWords.byHand, {
          numbers: twilioLink(page, 'Twilio', 'numbers'),
          service: twilioLink(page, 'Messaging Service', 'services'),
        })}
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
