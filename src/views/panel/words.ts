// The panel's own words for what happens to texts: the same ones on every screen.

import { countryOf, nationalForm, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { PanelEvent, PanelPerson, PanelSender, PanelText } from '../../domain/panel.ts';
import { stateInWords as deliveryInWords, isDeliveryState } from '../../domain/texts/delivery.ts';
import type { FaultFixer } from '../../domain/texts/fault.ts';
import type { MessageState } from '../../domain/texts/message.ts';
import { absoluteDate } from '../../domain/times/dates.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { textInConversation } from '../../words/customer-texts.ts';
import { shorten } from '../plain-text.ts';

export function stateInWords(state: MessageState): string {
  if (isDeliveryState(state)) return deliveryInWords(state);
  const words = {
    pending: 'Queued',
    held: 'Held, not sent',
    'given-up': 'Not known whether it arrived',
    refused: 'Not sent',
    received: 'Received',
    threaded: 'Received',
    blocked: 'Only here, as the contact is blocked',
  };
  return words[state];
}

/** `Delivered · Nov 20, 2026 at 9:14AM` */
export function stateAndTime({ state, at }: Pick<PanelText, 'state' | 'at'>, timeZone: string): string {
  return `${stateInWords(state)} · ${absoluteDate(at, timeZone)}`;
}

export function fixerInWords(fixer: FaultFixer): string {
  const words: Record<FaultFixer, string> = {
    customer: 'Failed: only the customer can fix it.',
    agent: 'Failed: you can fix it.',
    admin: 'Failed: an admin can fix it.',
    us: 'Failed: whoever runs Threadwire can fix it.',
    twilio: 'Failed: only Twilio can fix it.',
    nobody: 'Failed: there is nothing here to fix.',
  };
  return words[fixer];
}

export function sourceInWords(event: PanelEvent): string {
  const words = {
    answer: 'Twilio took it',
    callback: 'Twilio reported it',
    lookup: 'looked up at Twilio',
    gate: 'stopped by Threadwire',
    agent: 'said in this panel',
  };
  return event.errorCode === null ? words[event.source] : `${words[event.source]}, error ${event.errorCode}`;
}

/** As people of its own country write it; what is no phone number stays as it is. */
export function phone(address: string): string {
  const { phone: number, kind } = parseAddress(address);
  if (number === null) return shorten(address, 40);
  const channel = { whatsapp: ' on WhatsApp', rcs: ' on RCS' }[kind as string] ?? '';
  return `${nationalForm(number)}${channel}`;
}

/** `(415) 555-0132, United States` */
export function phoneAndCountry(address: string): string {
  const name = country(address);
  return name === null ? phone(address) : `${phone(address)}, ${name}`;
}

const regions = new Intl.DisplayNames('en', { type: 'region' });

function country(address: string): string | null {
  const { phone: number } = parseAddress(address);
  const code = number === null ? null : countryOf(number);
  if (code === null) return null;
  return (/^[A-Z]{2}$/.test(code) ? regions.of(code) : undefined) ?? null;
}

export function senderInWords({ address, label }: PanelSender): string {
  return label === null || isBlank(label) ? phone(address) : `${shorten(label, 40)}, ${phone(address)}`;
}

export function nameOf(person: PanelPerson | undefined): string {
  return shorten(person?.name ?? '', 32, 'Unnamed contact');
}

/** `Maya, Leo and 2 more` */
export function namesOf(people: readonly PanelPerson[]): string {
  const names = people.slice(0, people.length > 3 ? 2 : 3).map(nameOf);
  const more = people.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

/** Who wrote it, as an agent calls them. */
export function authorOf({ direction, author }: Pick<PanelText, 'direction' | 'author'>): string {
  if (direction === 'in') return 'Customer';
  const name = shorten(author?.name ?? '', 30, '');
  if (author?.kind === 'automation') return name === '' ? 'Automation' : `${name} (automation)`;
  return name === '' ? 'Your team' : name;
}

/** What it says, as in the conversation. */
export function wordsOf({ body, media }: Pick<PanelText, 'body' | 'media'>): string {
  return textInConversation(
    body,
    media.map((contentType) => ({ contentType })),
  );
}

/** The same in a line of this many letters. */
export function snippet(text: Pick<PanelText, 'body' | 'media'>, columns: number): string {
  return shorten(text.media.length === 0 ? wordsOf(text) : wordsOf(text).replaceAll('\n', ' · '), columns);
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `$0.0079`: more digits than a price usually has, because texts cost less than a cent. */
export function price({ amount, currency }: { amount: string; currency: string }): string {
  const number = Number(amount);
  const known = /^[a-z]{3}$/i.test(currency) && Number.isFinite(number) && amount.trim() !== '';
  if (!known) return shorten(`${amount} ${currency}`, 30);
  return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 5 }).format(number);
}

/** `Los Angeles time` for `America/Los_Angeles`. */
export function zoneInWords(zone: string): string {
  return `${shorten((zone.split('/').at(-1) ?? zone).replaceAll('_', ' '), 30)} time`;
}
