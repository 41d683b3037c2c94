// The first screen: who is at the other end, how the last texts fared, and what can be done about it.

import type { HomeScreen, PanelText } from '../../domain/panel.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { shorten } from '../plain-text.ts';
import { button, type Canvas, type Component, canvas, type Item, item, list, text } from './canvas-kit.ts';
import { consentSentence, optOutSince } from './consent.ts';
import { failureWords, notice, remedyButtons, scheduledItem, textItem } from './pieces.ts';
import { fitting, type Plan } from './plan.ts';
import { warningWords } from './warnings.ts';
import { count, nameOf, namesOf, phone, phoneAndCountry } from './words.ts';

/** Letters that fit a line of a list. */
const COLUMNS = 30;

export function renderHome(state: HomeScreen): Canvas {
  return canvas(
    fitting((plan) => homeComponents(state, plan)),
    state.memory,
  );
}

function homeComponents(state: HomeScreen, plan: Plan): Component[] {
  return [
    ...notice(state.notice, [90, 110, 130][plan.detail] ?? 90),
    ...list([...personItem(state, plan), ...textItems(state, plan), ...scheduledItems(state, plan)]),
    ...emptyWords(state),
    ...sharedWords(state, plan),
    ...optOutWords(state, plan),
    ...warningWords(state, plan.warnings, plan.detail),
    ...failureCard(state, plan),
    ...(plan.write ? writeButton(state) : []),
    text(`Read ${absoluteDate(state.readAt, state.timeZone)}`, 'muted', { tight: true }),
    button('Refresh', { do: 'refresh' }, 'link'),
  ];
}

/** Leads to the numbers and the consent of whom it names. */
function personItem({ address, people, otherNumbers, customerZone, readAt }: HomeScreen, plan: Plan): Item[] {
  if (address === null) return [];
  const facts = [
    ...(customerZone === null ? [] : [`${absoluteDate(readAt, customerZone)} there`]),
    ...(otherNumbers === 0 ? [] : [count(otherNumbers, 'other number')]),
  ];
  const isKnown = people.length > 0;
  return [
    item({ do: 'number' }, isKnown ? nameOf(people[0]) : phoneAndCountry(address), {
      subtitle: isKnown ? phoneAndCountry(address) : '',
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
    ...shown.map((one) => textItem(one, state.timeZone, { columns: COLUMNS, who: firstNameOf(one, state) })),
  ];
}

/** Of the only contact with this number, or of the colleague: whole names stand where there is room. */
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

function scheduledItems({ scheduled, timeZone }: HomeScreen, { scheduled: isShown }: Plan): Item[] {
  const [next, ...others] = scheduled;
  if (!next || !isShown) return [];
  if (others.length === 0) return [scheduledItem(next, timeZone, COLUMNS)];
  const subtitle = `Next: ${absoluteDate(next.sendAt, timeZone)}`;
  return [item({ do: 'scheduled' }, `${scheduled.length} scheduled texts`, { subtitle })];
}

const unreadWords = {
  several: 'The phone field of this contact holds more than one number. Enter the one to text.',
  unreadable: 'The phone field of this contact holds no number that can be read. Enter one.',
};

function emptyWords({ address, unreadPhone, texts }: HomeScreen): Component[] {
  if (address === null)
    return [text(unreadPhone ? unreadWords[unreadPhone] : 'No phone number is known for this contact.', 'muted')];
  return texts.length === 0 ? [text('There are no texts yet.', 'muted')] : [];
}

function sharedWords({ people }: HomeScreen, { detail }: Plan): Component[] {
  if (people.length < 2 || detail === 0) return [];
  const who = detail === 2 ? `: ${namesOf(people)}` : '';
  return [text(`${people.length} contacts share this number${who}.`, 'muted')];
}

function optOutWords({ consent, timeZone }: HomeScreen, { detail }: Plan): Component[] {
  if (!consent.optedOut) return [];
  if (detail === 0) return [text(`${optOutSince(consent, timeZone)}.`, 'error')];
  const told = detail === 2 ? consent : { ...consent, reason: null, byName: null };
  return [text(consentSentence(told, timeZone), 'error')];
}

/** A button says the next step already. */
function failureCard({ failure, settingsUrl }: HomeScreen, plan: Plan): Component[] {
  if (failure === null) return [];
  const buttons = remedyButtons({ ...failure, remedies: failure.remedies.slice(0, plan.remedies) }, settingsUrl);
  const hasNextStep = plan.nextStep > 0 || (buttons.length === 0 && plan.detail > 0);
  return [...failureWords(failure, { hasNextStep, columns: [60, 90, 140][plan.detail] ?? 60 }), ...buttons];
}

/** What the agent most probably came for. A draft is there to be gone on with. */
function writeButton({ address, consent, warnings, sender, memory }: HomeScreen): Component[] {
  if (address === null) return [button('Enter a number', { do: 'number' }, 'secondary')];
  if (consent.optedOut) return [button('About the opt-out', { do: 'consent' }, 'secondary')];
  if (warnings.some(({ kind }) => kind === 'no-sender' || kind === 'not-answerable')) return [];
  if ((memory.draft?.body ?? '').trim() !== '') return [button('Go on writing', { do: 'write' }, 'secondary')];
  const from = sender === null ? '' : ` from ${shorten(phone(sender), 18)}`;
  return [button(`${from.length > 20 ? 'Write' : 'Write a text'}${from}`, { do: 'write' }, 'secondary')];
}
