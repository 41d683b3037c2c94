// The doctor on the way of texts: where Twilio takes those to each number and Messaging Service.
import type { Detour, Moved, Subject, TextRouteFound } from '../../domain/doctor/found/text-routes.ts';
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import { product } from '../names.ts';
import { say, type Words } from '../say.ts';
import { notAskedSentence, tellTrouble } from '../vendor-troubles.ts';
import type { Told } from './told.ts';

type Route = Extract<TextRouteFound, { check: 'text-route' }>;
type Services = Extract<TextRouteFound, { check: 'services' }>;

const routes: Words<Route, Told> = {
  'came-chosen': ({ of }) => ({
    title: `${numbersOf(of)} joined the Messaging Service ${of.service}`,
    cause: `Texts from ${itOrThem(of)} do not go out through the service yet.`,
  }),
  'came-unchosen': ({ of }) => ({
    title: `${numbersOf(of)} joined the Messaging Service ${of.service}`,
    cause: `Customers who text ${itOrThem(of)} are answered from there, but not through the service. Agents cannot choose ${itOrThem(of)} to text from.`,
  }),
  comes: ({ of }) => ({ title: `Texts to ${nameOf(of)} come here`, cause: 'Its webhook at Twilio leads here.' }),
  detour: ({ of, why }) => ({ title: `Texts to ${nameOf(of)} do not come here`, cause: say(detours, why) }),
  gone: ({ of }) => ({
    title: `${startingWith(of)} is no longer in the Twilio account`,
    cause: of.kind === 'number' ? 'Twilio refuses texts from it.' : 'Twilio refuses texts that name it.',
  }),
  left: ({ of }) => ({
    title: `${numbersOf(of)} left the Messaging Service ${of.service}`,
    cause: `Twilio refuses texts from ${itOrThem(of)}, because they still go out through the service.`,
  }),
  mute: ({ of }) => ({ title: `${startingWith(of)} can no longer text`, cause: 'Twilio says that it has no SMS.' }),
  'not-chosen': ({ of }) => ({
    title: `Texts to ${nameOf(of)} come here, but you did not choose it`,
    cause: 'They are answered from it all the same. Choose it to give it a label and a team.',
  }),
  'part-astray': ({ of, astray }) => ({
    title: `Not every text to ${nameOf(of)} comes here`,
    cause:
      astray === null
        ? 'Each of its numbers has a webhook of its own, and none of them is in this Twilio account.'
        : `Each of its numbers has a webhook of its own. ${astray.more === 0 ? `That of ${readableNumber(astray.address)} does` : `Those of ${readableNumber(astray.address)}${andMore(astray.more)} do`} not lead here.`,
  }),
  'tried-once': ({ of }) => ({
    title: `Texts to ${nameOf(of)} come here, but Twilio tries only once`,
    cause: `Its webhook asks for no retries, or has no fallback URL. A text that comes while ${product} restarts is lost.`,
  }),
  'without-number': ({ of }) => ({
    title: `${startingWith(of)} has no phone number`,
    cause: `${product} texts from phone numbers, not from short codes or names.`,
  }),
};

/** Many findings that are alike are told as one. */
export function routeWords(found: Route): Told {
  const { title, cause } = say(routes, found);
  return found.alike === undefined ? { title, cause } : { title: `${title} (and ${found.alike} more like it)`, cause };
}

const detours: Words<Detour> = {
  app: 'A TwiML app is set at this number, which overrides its webhook.',
  'by-get': 'Its webhook leads here by HTTP GET. It has to be HTTP POST.',
  elsewhere: 'Twilio sends them to another address.',
  'no-webhook': 'No webhook is set at this number, so Twilio drops its texts.',
  'own-by-get': 'Its inbound URL leads here by HTTP GET. It has to be HTTP POST.',
  'own-elsewhere': 'Its inbound URL leads elsewhere, and overrides those of its numbers.',
  'own-without-url': 'It has no inbound URL, so Twilio drops every text to its numbers.',
  'service-elsewhere': ({ service }) =>
    `It is in the Messaging Service ${service}, whose inbound URL leads elsewhere and overrides that of the number.`,
  'service-without-url': ({ service }) =>
    `It is in the Messaging Service ${service}, which has no inbound URL, so Twilio drops its texts.`,
};

export const servicesWords: Words<Services, Told> = {
  hidden: ({ why }) => ({
    title: 'Twilio does not show its Messaging Services',
    cause: `${why.kind === 'asking' || why.kind === 'not-at-hand' ? notAskedSentence(why) : `${tellTrouble(why).cause}.`} Texts to a number in one may go elsewhere. A restricted API key needs the right to read Messaging Services.`,
  }),
};

function nameOf(of: Subject): string {
  return of.kind === 'number' ? readableNumber(of.address) : `the Messaging Service ${of.name}`;
}

function startingWith(of: Subject): string {
  return of.kind === 'number' ? readableNumber(of.address) : `The Messaging Service ${of.name}`;
}

function numbersOf({ address, more }: Moved): string {
  return `${readableNumber(address)}${andMore(more)}`;
}

function itOrThem({ more }: Moved): string {
  return more === 0 ? 'it' : 'them';
}

function andMore(count: number): string {
  return count === 0 ? '' : ` and ${count} more`;
}
