// Prices of texts as people read them, and why there is none.
import type { NoPrice, PriceRange, SegmentPrice } from '../domain/texts/prices.ts';
import { countryInWords } from './countries.ts';
import { money } from './money.ts';
import { say, type Words } from './say.ts';
import { sectionTitles } from './settings/page/frame.ts';
import { standstills } from './standstills.ts';
import { fullTime, type Reader } from './times.ts';

/** `$0.0079`, `$0.05 to $0.09` */
export function rangeInWords({ low, high }: PriceRange, currency: string): string {
  const [least, most] = [money(low, currency), money(high, currency)];
  return least === most ? least : `${least} to ${most}`;
}

/** Prices change now and then; one that is older than this is told with its date. */
const FRESH_MS = 3 * 86_400_000;

/** Null where there is none. */
export function priceInWords(price: SegmentPrice, reader: Reader): string | null {
  if (price.kind === 'own') return `About ${rangeInWords(price, price.currency)}`;
  if (price.kind !== 'twilio') return null;
  const byCarrier = price.low === price.high ? '' : ', by carrier';
  const isOld = reader.now.getTime() - price.readAt.getTime() > FRESH_MS;
  const asOf = isOld ? `, as of ${fullTime(price.readAt, reader.zone ?? 'UTC')}` : '';
  return `About ${rangeInWords(price, price.currency)}${byCarrier}${asOf}`;
}

/** The cause, for agents and admins alike. */
const causes: Words<NoPrice> = {
  away: ({ country }) => `Twilio did not answer when it was asked for its price for ${countryInWords(country)}`,
  hidden: 'Twilio does not show its prices to the credentials that are set',
  'no-country': 'The country of this number is not known',
  none: ({ country }) => `Twilio has no price for ${countryInWords(country)}`,
  'not-connected': standstills.twilioMissing,
  'not-sms': 'WhatsApp and RCS have prices of their own',
  unread: ({ country }) => `Twilio’s price for ${countryInWords(country)} is not read yet`,
};

const enter = `An admin can enter one in the settings, under ${sectionTitles.prices}.`;

const stepsOfAgents: Words<NoPrice> = {
  away: 'It is asked again soon: check again in a few minutes.',
  hidden: enter,
  'no-country': 'Check the number.',
  none: enter,
  'not-connected': 'An admin can connect it in the settings.',
  'not-sms': 'Twilio tells this one once it has gone: open the text then.',
  unread: 'Check again in a minute.',
};

export function whyNoPrice(price: NoPrice): string {
  return `${say(causes, price)}. ${say(stepsOfAgents, price)}`;
}

const stepsOfAdmins: Words<NoPrice> = {
  ...stepsOfAgents,
  away: 'It is asked again by itself.',
  hidden: 'Give the API key the right to read prices, or enter your own.',
  none: 'Enter your own.',
  'not-connected': 'Connect it, or enter your own.',
  unread: 'Load this page again in a minute.',
};

/** For those who can change it. */
export function whyNoPriceHere(price: NoPrice): string {
  return `${say(causes, price)}. ${say(stepsOfAdmins, price)}`;
}
