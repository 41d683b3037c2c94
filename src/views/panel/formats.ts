// Names, numbers, times and prices as every screen of the panel shows them.

import { countryOf, parseAddress, readableNumber } from '../../domain/numbers/phone-number.ts';
import type { PanelPerson, PanelSender, PanelText } from '../../domain/panel.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { countryInWords } from '../../words/countries.ts';
import { fewOf } from '../../words/counts.ts';
import { ownTextInPanel, textInConversation } from '../../words/customer-texts.ts';
import { money } from '../../words/money.ts';
import { stateWords, waitsForAdmin, waitsUntilWords } from '../../words/panel/texts.ts';
import { type Reader, timeFor } from '../../words/times.ts';
import { shorten } from '../plain-text.ts';

/** The reader of a screen: now, on the workspace's clocks. */
export function readerOf({ readAt, timeZone }: { readAt: Date; timeZone: string }): Reader {
  return { now: readAt, zone: timeZone };
}

/** `Delivered · 9:14AM` */
export function stateAndTime(
  {
    state,
    at,
    waitsUntil = null,
    failure = null,
  }: Pick<PanelText, 'state' | 'at'> & Partial<Pick<PanelText, 'waitsUntil' | 'failure'>>,
  reader: Reader,
): string {
  if (waitsUntil !== null && waitsUntil > reader.now) return waitsUntilWords(waitsUntil, reader);
  return `${failure?.kind === 'over-limit' ? waitsForAdmin : stateWords[state]} · ${timeFor(reader, at)}`;
}

/** As people of its own country write it; what is no phone number stays as it is. */
export function phone(address: string): string {
  const { phone: number, kind } = parseAddress(address);
  if (number === null) return shorten(address, 40);
  const channel = { whatsapp: ' on WhatsApp', rcs: ' on RCS' }[kind as string] ?? '';
  return `${readableNumber(number)}${channel}`;
}

/** `(415) 555-0132, United States` */
export function phoneAndCountry(address: string): string {
  const name = country(address);
  return name === null ? phone(address) : `${phone(address)}, ${name}`;
}

function country(address: string): string | null {
  const { phone: number } = parseAddress(address);
  const code = number === null ? null : countryOf(number);
  return code === null || !/^[A-Z]{2}$/.test(code) ? null : countryInWords(code);
}

export function senderInWords({ address, label }: PanelSender): string {
  return label === null || isBlank(label) ? phone(address) : `${shorten(label, 40)}, ${phone(address)}`;
}

export function nameOf(person: PanelPerson | undefined): string {
  return shorten(person?.name ?? '', 32, 'unnamed contact');
}

/** `Maya, Leo and 2 more` */
export function namesOf(people: readonly PanelPerson[]): string {
  return fewOf(people.map(nameOf), people.length > 3 ? 2 : 3);
}

/** The author, as an agent calls them. */
export function authorOf({ direction, author }: Pick<PanelText, 'direction' | 'author'>): string {
  if (direction === 'in') return 'Customer';
  const name = shorten(author?.name ?? '', 30, '');
  if (author?.kind === 'automation') return name === '' ? 'Automation' : `${name} (automation)`;
  return name === '' ? 'Your team' : name;
}

/** Its words; a customer's as in the conversation. */
export function wordsOf({ direction, body, media }: Pick<PanelText, 'direction' | 'body' | 'media'>): string {
  if (direction === 'out') return ownTextInPanel(body, media);
  return textInConversation(
    body,
    media.map((contentType) => ({ contentType })),
  );
}

/** The same in a line of this many letters. */
export function snippet(text: Pick<PanelText, 'direction' | 'body' | 'media'>, columns: number): string {
  return shorten(text.media.length === 0 ? wordsOf(text) : wordsOf(text).replaceAll('\n', ' · '), columns);
}

export function price({ amount, currency }: { amount: string; currency: string }): string {
  return shorten(money(amount, currency), 30);
}
