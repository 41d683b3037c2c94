// The sentences of the section of the numbers and Messaging Services.

import type { NumberOrService } from '../../../domain/numbers/number-or-service.ts';
import type { NumberList, WebhookState } from '../../../domain/settings-page.ts';
import { countryInWords } from '../../countries.ts';
import { listOf } from '../../counts.ts';
import { product } from '../../names.ts';
import { sizeInWords } from '../../sizes.ts';
import { namesOf } from '../names.ts';

/** Where the texts to a number or a service go. */
export const routeWords: Readonly<Record<WebhookState, string>> = {
  ours: 'Connected',
  elsewhere: 'Texts go elsewhere',
  app: 'Texts go to a TwiML app',
  service: 'Texts go to its Messaging Service',
  none: 'Not connected',
};

export const numbersWords = {
  connectedBy: (service: string) => `Connected by ${service}`,
  notConnected: (count: number, chosen: number) => `${count} of ${chosen} not connected`,
  noneChosen: 'No number is chosen yet.',
  chosen: (names: readonly NumberOrService[]) => `Chosen: ${namesOf(names)}.`,
  twilioFirst: '{connect} to list your numbers here.',
  usedAgain: (names: readonly NumberOrService[]) =>
    `The ones you chose before, ${namesOf(names)}, are used again then.`,
  noNumbers: 'This Twilio account has no numbers yet. {buy}, then {look}.',
  tick: `Numbers of this account. Tick those that ${product} may use.`,
  cannotText: 'This number cannot send or receive texts.',
  outOfReach: (count: number) => (count === 1 ? '1 number that cannot text' : `${count} numbers that cannot text`),
  servicesNotListed: 'Messaging Services are not listed.',
  serviceHint: 'Ticking a service uses all its numbers, and their texts go out through the service.',
  webhooks:
    'A webhook tells Twilio to bring texts here. We set it for everything you tick, and keep the webhook that was there before, so that you can put it back.',
  countries:
    'Numbers that an agent types without a + are of the country under {inbox}, unless you choose another one for a number under More.',
  setWebhooks: 'Save and set the webhooks for me',
  useAll: (total: number) =>
    `This uses every number of the account that can text, also on the other pages: ${total} in all.`,
  useAllButton: 'Use every number of this account',
  find: 'Find a number, a label or a Messaging Service',
  range: ({ find, from, found, total }: NumberList, shown: number, wanted: string) =>
    shown === 0
      ? `None of ${total}`
      : `${from + 1} to ${from + shown} of ${found}${find === '' ? '' : ` with “${wanted}”`}`,
  usedFirst: 'those in use first. A save changes only the numbers on this page.',
  byHand:
    'For each number in {numbers}, under “Messaging Configuration”, set “A message comes in” to Webhook with the first URL, and “Primary handler fails” to the second URL, both with HTTP POST. For a {service}, they go under “Integration”: choose “Send a webhook”, then fill in Request URL and Fallback URL. The part after the # makes Twilio try again when we do not answer.',
  setYourself: 'Set the webhooks yourself instead',
  undo: 'Put back the webhook from before',
  undoToNothing: 'Remove our webhook',
  sameCountry: 'As under Inbox',
  appOverrides: 'In Twilio, a TwiML app overrides the webhook of this number.',
  itsServiceDecides: 'Its Messaging Service decides where its texts go.',
  serviceDecides: 'Its Messaging Service, {service}, decides where its texts go.',
  teamGone: 'A team that is gone',
  assignedTo: 'Assigned to {team}.',
  defaultCountry: 'Numbers without a + are read as numbers of {country}.',
  contentsUnknown: 'Tick and save it to see its numbers',
  noContents: 'No numbers in it',
} as const;

/** `countries`: those that get MMS from the number; none where it sends none. */
export function mediaInWords(countries: readonly string[], { pictureBytes }: { pictureBytes: number }): string {
  if (countries.length === 0) return 'Texts, and pictures as links';
  const names = countries.map((country) => (country === 'US' ? 'US' : countryInWords(country)));
  return `Texts, MMS up to ${sizeInWords(pictureBytes)} (${listOf(names)})`;
}
