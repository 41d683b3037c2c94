// Answers of the settings about numbers, Messaging Services and their webhooks at Twilio.
import { readableNumber } from '../../domain/numbers/phone-number.ts';
import type { NumbersDone, NumbersProblem } from '../../domain/settings/numbers.ts';
import { count } from '../counts.ts';
import { product } from '../names.ts';
import type { Words } from '../say.ts';
import { troubleSentence } from '../vendor-troubles.ts';
import { namesOf } from './names.ts';

export const numbersDone: Words<NumbersDone> = {
  'choice-stands': 'To stop using them, save again. To keep them, set the webhooks again.',
  'numbers-chosen': ({ isAny, isPutBack }) =>
    `${isAny ? 'Saved.' : 'Saved. No number is in use now.'}${isPutBack ? ' The webhooks of everything you unticked were put back.' : ''}`,
  'webhook-theirs': 'Somebody has changed this webhook in Twilio since, so we left it alone.',
  'webhook-undone': 'The webhook from before was put back.',
  'webhooks-put-back': ({ names }) => `The webhook of ${namesOf(names)} was put back already.`,
  'webhooks-set': ({ numbers, services }) =>
    `Texts to ${[...these(numbers, 'number'), ...these(services, 'Messaging Service')].join(' and ')} come here from now on.`,
  'webhooks-set-already': 'Texts come here already.',
};

function these(count: number, unit: string): string[] {
  if (count === 0) return [];
  return [count === 1 ? `this ${unit}` : `these ${count} ${unit}s`];
}

export const numbersProblems: Words<NumbersProblem> = {
  'label-too-long': ({ most }) => `Write a label of at most ${most} characters.`,
  'no-such-team': 'Intercom has no such team. Choose one from the list.',
  'no-webhook-set': ({ trouble }) => `The webhooks were not set. ${troubleSentence(trouble)}`,
  'nothing-set': `${product} has not set this webhook.`,
  'number-abroad': ({ region, address, service }) =>
    `Twilio’s region ${region} cannot text with numbers of the US and Canada, such as ${placed(address, service)}.`,
  'number-first': 'Choose a number first, and save.',
  'number-mute': ({ address }) => `${readableNumber(address)} cannot send texts.`,
  'number-taken': ({ address, service }) =>
    `Another workspace uses ${placed(address, service)}. Untick it there first.`,
  'pick-gone': 'This Twilio account no longer has one of these. Choose from the list again.',
  'service-decides': ({ service, address }) =>
    `The Messaging Service ${service} decides where texts to ${readableNumber(address)} go. Tick the service too, then set the webhooks.`,
  'service-empty': ({ service }) =>
    `${service} has no phone number. Add one in Twilio: ${product} texts from phone numbers, not from short codes or names.`,
  'twilio-first': 'Connect Twilio first.',
  'webhooks-not-put-back': ({ names, trouble }) =>
    `Not saved: the webhook of ${namesOf(names)} could not be put back. ${troubleSentence(trouble)}`,
  'webhooks-not-set': ({ names, trouble }) =>
    `The webhook of ${namesOf(names)} could not be set. ${troubleSentence(trouble)}`,
  'webhooks-remain': ({ count: rest }) =>
    `${count(rest, 'webhook is', 'webhooks are')} not set yet. Set the webhooks again to go on.`,
  'webhooks-set-meanwhile': 'Somebody set the webhooks in the meantime. Save again.',
};

function placed(address: string, service: string | null): string {
  return `${readableNumber(address)}${service === null ? '' : `, which is in ${service}`}`;
}
