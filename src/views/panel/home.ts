// The first screen: who is at the other end, how the last texts fared, and what can be done about it.

import type { HomeScreen, PanelText } from '../../domain/panel.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { buttonLabels, remedyLabels } from '../../words/buttons.ts';
import { count } from '../../words/counts.ts';
import { consentWords, optedOutWords } from '../../words/panel/consent.ts';
import { homeHints, localTime, sharedHint } from '../../words/panel/hints.ts';
import { timeFor } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, type Item, item, list, outsideLink, text } from './canvas-kit.ts';
import { told } from './consent.ts';
import { flash } from './flash.ts';
import { nameOf, namesOf, phone, phoneAndCountry, readerOf } from './formats.ts';
import { failureWords, mergeOffer, remedyButtons, scheduledItem, textItem } from './pieces.ts';
import { fitting, type Plan } from './plan.ts';
import { warningWords } from './warnings.ts';

/** Letters in a row's first line: two lines of them where there is room, one where there is less. */
const COLUMNS = [30, 58];

export function renderHome(state: HomeScreen): Canvas {
  return canvas(
    fitting((plan) => homeComponents(state, plan)),
    state.memory,
  );
}

function homeComponents(state: HomeScreen, plan: Plan): Component[] {
  return [
    ...flash(state, [60, 110, 130][plan.detail] ?? 60),
    ...list([...personItem(state, plan), ...textItems(state, plan), ...scheduledItems(state, plan)]),
    ...emptyWords(state),
    ...sharedWords(state, plan),
    ...mergeButton(state, plan),
    ...optOutWords(state, plan),
    ...warningWords(state, plan.warnings, plan.detail),
    ...failureCard(state, plan),
    ...(plan.write ? writeButton(state) : []),
    text(`Updated ${timeFor(readerOf(state), state.readAt)}`, 'muted', { tight: true }),
    button('Refresh', { do: 'refresh' }, 'link'),
    ...(plan.settings && state.mayChangeSettings
      ? outsideLink(remedyLabels.settings, 'settings', state.settingsUrl)
      : []),
  ];
}

/** Leads to the numbers and the consent of the customer. The number is the title where there is no name. */
function personItem({ address, people, otherNumbers, customerZone, readAt }: HomeScreen, plan: Plan): Item[] {
  if (address === null) return [];
  const facts = [
    ...(customerZone === null ? [] : [localTime(customerZone, readAt, plan.source > 0)]),
    ...(otherNumbers === 0 ? [] : [count(otherNumbers, 'other number')]),
  ];
  const [first] = people;
  const isNamed = first !== undefined && !isBlank(first.name ?? '');
  return [
    item({ do: 'number' }, isNamed ? nameOf(first) : phoneAndCountry(address), {
      subtitle: isNamed ? phoneAndCountry(address) : '',
      third: plan.facts ? facts.join(' · ') : '',
    }),
  ];
}

function textItems(state: HomeScreen, plan: Plan): Item[] {
  const shown = lastTexts(state, plan.texts);
  const all = item({ do: 'texts', olderThan: null }, 'All texts');
  const hasMore = state.hasMoreTexts || shown.length < state.texts.length;
  return [
    ...(hasMore && plan.allTexts ? [all] : []),
    ...shown.map((one) => textItem(one, readerOf(state), { columns: columnsFor(plan), who: firstNameOf(one, state) })),
  ];
}

/** The first name of the only contact with this number, or of the colleague. */
function firstNameOf({ direction, author }: PanelText, { people }: HomeScreen): string {
  if (author?.kind === 'automation') return 'Automation';
  const name = direction === 'out' ? author?.name : people.length === 1 ? people[0]?.name : null;
  return shorten((name ?? '').trim().split(/\s/)[0] ?? '', 12, direction === 'out' ? 'Your team' : 'Customer');
}

/** The newest ones; the one that the card is about is among them. */
function lastTexts({ texts, failure }: HomeScreen, number: number): readonly PanelText[] {
  const last = texts.slice(-number);
  const failed = texts.find(({ id }) => id === failure?.messageId);
  if (!failed || last.includes(failed)) return last;
  return [failed, ...(number > 1 ? texts.slice(1 - number) : [])];
}

function scheduledItems(state: HomeScreen, plan: Plan): Item[] {
  const { scheduled } = state;
  const [next, ...others] = scheduled;
  if (!next || !plan.scheduled) return [];
  if (others.length === 0) return [scheduledItem(next, readerOf(state), { columns: columnsFor(plan) })];
  const subtitle = `Next: ${timeFor(readerOf(state), next.sendAt, next.zone)}`;
  return [item({ do: 'scheduled' }, `${scheduled.length} scheduled texts`, { subtitle })];
}

function columnsFor({ wide }: Plan): number {
  return COLUMNS[wide] ?? 30;
}

function emptyWords({ address, unreadPhone, texts }: HomeScreen): Component[] {
  if (address === null) return [text(homeHints[unreadPhone ?? 'noNumber'], 'muted')];
  return texts.length === 0 ? [text(homeHints.noTexts, 'muted')] : [];
}

function sharedWords({ people }: HomeScreen, { detail }: Plan): Component[] {
  if (people.length < 2 || detail === 0) return [];
  return [text(sharedHint(people.length, detail === 2 ? namesOf(people) : ''), 'muted')];
}

/** It stands on the screen of numbers, too, where there is no room for it here. */
function mergeButton({ merge }: HomeScreen, plan: Plan): Component[] {
  return merge !== null && plan.merge ? [mergeOffer(merge)] : [];
}

function optOutWords(state: HomeScreen, { detail }: Plan): Component[] {
  const { consent } = state;
  if (!consent.optedOut) return [];
  if (detail === 0) return [text(`${optedOutWords(consent, readerOf(state))}.`, 'error')];
  const all = detail === 2 ? told(consent) : { ...consent, reason: null, byName: null };
  return [text(consentWords(all, readerOf(state)), 'error')];
}

/** A button says the next step already. */
function failureCard({ failure, settingsUrl }: HomeScreen, plan: Plan): Component[] {
  if (failure === null) return [];
  const buttons = remedyButtons({ ...failure, remedies: failure.remedies.slice(0, plan.remedies) }, settingsUrl);
  const hasNextStep = plan.nextStep > 0 || (buttons.length === 0 && plan.detail > 0);
  return [...failureWords(failure, { hasNextStep, columns: [60, 90, 140][plan.detail] ?? 60 }), ...buttons];
}

/** The agent's most probable next step. A draft is gone on with. */
function writeButton({ address, consent, warnings, sender, memory }: HomeScreen): Component[] {
  if (address === null) return [button(buttonLabels.enterNumber, { do: 'number' }, 'secondary')];
  if (consent.optedOut) return [button(buttonLabels.aboutOptOut, { do: 'consent' }, 'secondary')];
  if (warnings.some(({ kind }) => kind === 'no-sender' || kind === 'not-answerable')) return [];
  if ((memory.draft?.body ?? '').trim() !== '') return [button('Go on writing', { do: 'write' }, 'secondary')];
  const from = sender === null ? '' : ` from ${shorten(phone(sender), 18)}`;
  return [button(`${from.length > 20 ? 'Write' : buttonLabels.write}${from}`, { do: 'write' }, 'secondary')];
}
