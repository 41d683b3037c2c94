// Every setting in words: its label, its hint, its values, and the line of the history after a save.
import type { ChoiceName, Choices } from '../../domain/settings/settings.ts';
import type { Price } from '../../domain/texts/message.ts';
import type { Limit } from '../../domain/texts/spend.ts';
import { todaysName } from '../../domain/times/zones.ts';
import { countryInWords } from '../countries.ts';
import { count, fewOf } from '../counts.ts';
import { limitInWords } from '../limits.ts';
import { money } from '../money.ts';
import { lowerFirst } from '../say.ts';

interface OptionWords {
  label: string;
  hint?: string;
}

interface RowWords<Value> {
  /** The label above the value, on the page and in a save that collided. */
  label: string;
  /** The label of the field, if a question reads otherwise. */
  ask?: string;
  hint?: string;
  options?: Readonly<Record<string, OptionWords>>;
  /** The choice of no country. */
  none?: string;
  /** The label of the field that narrows a long list of choices down. */
  search?: string;
  value(value: Value): string;
  /** Follows “Changed” in the history, for a value that is new. */
  changed?: (value: Value) => string;
  /** A clause of the history, told with every save of the section. */
  stands?: (value: Value) => string;
}

/** A setting with a few named values has words for each. */
type NamedValues<Value> = [Value] extends [string]
  ? string extends Value
    ? unknown
    : { options: Readonly<Record<Value, OptionWords>> }
  : unknown;

const asItIs = (value: string) => value;

const threadPer = {
  sender: { label: 'A conversation for each number', hint: 'Good if each number belongs to another team.' },
  contact: {
    label: 'One conversation for all numbers',
    hint: 'A reply goes out from the number that the contact texted last. Open conversations stay as they are.',
  },
};

const botReplies = {
  never: { label: 'Are not texted' },
  always: { label: 'Are texted', hint: 'Each costs a text.' },
};

const mediaAs = {
  'mms-or-link': {
    label: 'MMS where it can go, else a link',
    stands: 'MMS where it can go, else a link',
    hint: 'The link stands in the text, and carries up to 20 MB. Your numbers show where their MMS can go.',
  },
  link: { label: 'Always a link', stands: 'a link', hint: 'Such a text costs as much as its words.' },
  mms: { label: 'Only MMS', stands: 'MMS only', hint: 'The rest is not texted, and a note tells the agent why.' },
};

const syncMatch = {
  'email-or-phone': { label: 'The same e-mail, else the same number' },
  email: { label: 'The same e-mail' },
  phone: { label: 'The same number' },
  none: { label: 'Nothing but the id', hint: 'Then a new contact is made for each id that Intercom does not know.' },
};

const syncArchived = {
  restore: { label: 'Is restored' },
  report: { label: 'Stays archived', hint: 'Its record is listed as refused.' },
};

const precedence = {
  ours: { label: 'Your system’s value counts' },
  theirs: { label: 'Intercom’s value counts' },
  newest: { label: 'The newer change counts', hint: 'Where both changed, your system’s does.' },
  never: { label: 'Both keep their own' },
};

const sideWords = (label: string) => ({
  label,
  options: precedence,
  value: (side: keyof typeof precedence) => lowerFirst(precedence[side].label),
  changed: (side: keyof typeof precedence) => `${lowerFirst(label)} to: ${lowerFirst(precedence[side].label)}`,
});

const consentScope = {
  recommended: {
    label: 'All of your numbers in the US, the Messaging Service elsewhere',
    hint: 'From January 31, 2027, US rules (47 CFR 64.1200) have one STOP end all automated texts of a business.',
  },
  number: { label: 'That number alone' },
  service: {
    label: 'That number and its Messaging Service',
    hint: 'This is how Twilio blocks texts itself.',
  },
  workspace: { label: 'All of your numbers' },
};

const confirming = {
  needed: {
    label: 'Is confirmed by a text where Twilio sends none',
    hint: 'Such as after ARRET or STOPP, which Twilio does not know.',
  },
  always: {
    label: 'Is always confirmed by a text',
    hint: 'Only if Twilio’s own handling of STOP is turned off for your account: otherwise customers get two texts.',
  },
  never: { label: 'Is not confirmed by a text of ours' },
};

const quietReplies = {
  live: {
    label: 'Go at once where the customer wrote in the last 24 hours',
    hint: 'Other texts wait, and the agent can send one at once from the panel.',
  },
  ask: { label: 'Wait', hint: 'The agent can send one at once from the panel.' },
  wait: { label: 'Always wait' },
};

const officeHours = {
  own: { label: 'The hours below', hint: 'On the clocks of your workspace. Your own days off are closed.' },
  intercom: { label: 'Those of Intercom', hint: 'Where Intercom lets them be read. Otherwise the hours below count.' },
};

function hoursOf(day: string): RowWords<string> {
  return {
    label: day,
    value: (hours) => (hours === '' ? 'closed' : hours),
    changed: (hours) => `the hours of ${day} to ${hours === '' ? 'closed' : hours}`,
  };
}

const rowWords: { readonly [Name in ChoiceName]: RowWords<Choices[Name]> & NamedValues<Choices[Name]> } = {
  actingAdminId: {
    label: 'Write notes and tags as',
    hint: 'Notes that say why a text failed carry this name.',
    value: asItIs,
    changed: () => 'who writes notes and tags',
  },
  tagName: {
    label: 'Tag',
    hint: 'Every conversation and contact with texts gets this tag, so that you can find and route them.',
    value: asItIs,
    changed: (name) => `the tag to ${name}`,
  },
  defaultCountry: {
    label: 'Numbers without a country code are from',
    none: 'The country of your first number',
    value: (country) => (country === null ? 'the country of your first number' : countryInWords(country)),
    changed: (country) => `the default country to ${country === null ? 'none' : countryInWords(country)}`,
  },
  timezone: {
    label: 'Time zone',
    hint: 'For dates and times, unless the customer’s own zone is known.',
    search: 'Find a city or a country',
    value: asItIs,
    changed: (zone) => `the time zone to ${todaysName(zone)}`,
  },
  timeZoneAttribute: {
    label: 'Attribute with a contact’s time zone',
    hint: 'Such as time_zone, with values like America/New_York. Without it, the zone follows from the contact’s place, then from the number.',
    value: (name) => (name === '' ? 'none' : name),
    changed: (name) => (name === '' ? 'the time zone attribute to none' : `the time zone attribute to ${name}`),
  },
  subscription: {
    label: 'Subscription type in Intercom',
    hint: 'A customer who opts out or in is unsubscribed or subscribed there, and the other way round. Make one for SMS in Intercom first.',
    none: 'None',
    value: (type) => type?.name ?? 'none',
    changed: (type) => `the subscription type to ${type?.name ?? 'none'}`,
  },
  resultEvents: {
    label: 'Events of contacts',
    ask: 'Write events that tell a Series what became of a text',
    hint: 'sms-received, sms-sent, sms-delivered, sms-failed and sms-opted-out. The app needs the permission “Write events”.',
    value: (is) => (is ? 'are written' : 'are not written'),
    changed: (is) => `the events of contacts to ${is ? 'written' : 'not written'}`,
  },
  assistTriage: {
    label: 'Category and urgency',
    ask: 'Tell the category and the urgency of a text by the API',
    hint: 'Other systems ask at /api/v1/assist/classify.',
    value: (is) => (is ? 'are told' : 'are not told'),
    changed: (is) => `category and urgency to ${is ? 'told' : 'not told'}`,
  },
  assistSentiment: {
    label: 'Mood',
    ask: 'Tell a customer’s mood by the API',
    hint: 'Other systems ask at /api/v1/assist/analyze. The risk that the customer turns away goes with it.',
    value: (is) => (is ? 'is told' : 'is not told'),
    changed: (is) => `the mood of customers to ${is ? 'told' : 'not told'}`,
  },
  assistDrafts: {
    label: 'Drafts',
    ask: 'Draft answers by the API, from your templates',
    hint: 'Other systems ask at /api/v1/assist/draft. Templates with fields are left out.',
    value: (is) => (is ? 'are made' : 'are not made'),
    changed: (is) => `drafts to ${is ? 'made' : 'not made'}`,
  },
  assistScoring: {
    label: 'Scores',
    ask: 'Score by the API how a conversation was handled',
    hint: 'Other systems ask at /api/v1/assist/evaluate. It scores by rules, and each part has its evidence.',
    value: (is) => (is ? 'are told' : 'are not told'),
    changed: (is) => `scores to ${is ? 'told' : 'not told'}`,
  },
  threadPer: {
    label: 'A contact who texts several of your numbers has',
    options: threadPer,
    value: (per) => lowerFirst(threadPer[per].label),
    stands: (per) => (per === 'contact' ? 'a contact has one conversation' : 'each number has its own conversation'),
  },
  reopenDays: {
    label: 'A text reopens a closed conversation for',
    hint: 'After that, a text starts a new one; with 0, it always does. An answer to a text that was sent from there still finds it.',
    value: (days) => count(days, 'day'),
    stands: (days) => `closed conversations reopen for ${count(days, 'day')}`,
  },
  reactionsStayAside: {
    label: 'Reactions',
    ask: 'Reactions do not reopen or start a conversation',
    hint: 'A phone sends a reaction as a text, such as Liked “See you tomorrow”. It joins an open conversation; otherwise only the SMS panel shows it.',
    value: (is) => (is ? 'do not reopen or start a conversation' : 'are like any other text'),
    stands: (is) => `reactions ${is ? 'do not reopen or start a conversation' : 'are like any other text'}`,
  },
  holdAfterHours: {
    label: 'A late reply is not sent after',
    ask: 'Do not send a late reply after',
    hint: 'A reply that could not go out for this long is not sent: a note asks the agent what to do.',
    value: (hours) => count(hours, 'hour'),
    stands: (hours) => `late replies are not sent after ${count(hours, 'hour')}`,
  },
  reopenFailed: {
    label: 'A closed conversation in which an agent’s text fails',
    ask: 'Reopen a closed conversation when an agent’s text fails there',
    hint: 'A snoozed one opens too. Either way it is tagged sms-failed until the text or a retry arrives.',
    value: (is) => (is ? 'is reopened' : 'stays closed'),
    stands: (is) => `conversations with a failed text ${is ? 'are reopened' : 'stay closed'}`,
  },
  botReplies: {
    label: 'Replies of bots and AI agents',
    ask: 'Replies of bots and AI agents in a conversation with texts',
    options: botReplies,
    value: (texted) => lowerFirst(botReplies[texted].label),
    stands: (texted) => `bot replies are ${texted === 'always' ? '' : 'not '}texted`,
  },
  outboundFirst: {
    label: 'A conversation that an agent starts',
    ask: 'Text the first message of a conversation that an agent starts',
    hint: 'The contact needs a phone number.',
    value: (is) => (is ? 'is texted' : 'is not texted'),
    stands: (is) => `conversations that agents start are ${is ? '' : 'not '}texted`,
  },
  signTexts: {
    label: 'A text of an agent',
    ask: 'Sign agents’ texts',
    hint: 'Each ends with the agent’s first name, such as “- Ines”, or with a line that they choose in the SMS panel. Bots’ replies are not signed.',
    value: (is) => (is ? 'is signed' : 'is not signed'),
    stands: (is) => `agents’ texts are ${is ? '' : 'not '}signed`,
  },
  numberParts: {
    label: 'A reply that is too long for one text',
    ask: 'Number the texts of a long reply',
    hint: 'Each begins with (1/2) and waits a few seconds for the one before to leave. Otherwise a short one may arrive before a long one.',
    value: (is) => (is ? 'is sent as numbered texts' : 'is sent as texts without numbers'),
    stands: (is) => `the texts of long replies are ${is ? '' : 'not '}numbered`,
  },
  consentScope: {
    label: 'A customer who texts STOP stops texts from',
    hint: 'A START to any of your numbers ends it.',
    options: consentScope,
    value: (scope) => lowerFirst(consentScope[scope].label),
    changed: (scope) => `the reach of STOP to ${lowerFirst(consentScope[scope].label)}`,
  },
  mediaAs: {
    label: 'An agent’s picture or file goes as',
    options: mediaAs,
    value: (as) => mediaAs[as].stands,
    stands: (as) => `agents’ pictures and files go as ${mediaAs[as].stands}`,
  },
  syncEnabled: {
    label: 'Customer sync',
    ask: 'Write customers to Intercom',
    hint: 'While this is off, records are taken and wait.',
    value: (is) => (is ? 'is on' : 'is off'),
    stands: (is) => `the customer sync is ${is ? 'on' : 'off'}`,
  },
  syncMatch: {
    label: 'A new customer is found by',
    options: syncMatch,
    value: (by) => lowerFirst(syncMatch[by].label),
    changed: (by) => `how new customers are found to: ${lowerFirst(syncMatch[by].label)}`,
  },
  syncArchived: {
    label: 'An archived contact',
    options: syncArchived,
    value: (choice) => lowerFirst(syncArchived[choice].label),
    changed: (choice) => `an archived contact to: ${lowerFirst(syncArchived[choice].label)}`,
  },
  syncEmail: sideWords('E-mail'),
  syncPhone: sideWords('Number'),
  syncName: sideWords('Name'),
  syncAttributes: sideWords('Attributes'),
  keepFilesDays: {
    label: 'Pictures and files are kept for',
    ask: 'Keep pictures and files for',
    hint: 'After that, their links in texts and in Intercom end. What Intercom took as an attachment stays there.',
    value: (days) => count(days, 'day'),
    stands: (days) => `pictures and files are kept for ${count(days, 'day')}`,
  },
  confirmStops: {
    label: 'A customer’s STOP or START',
    options: confirming,
    value: (choice) => lowerFirst(confirming[choice].label),
    changed: (choice) => `a customer’s STOP or START to: ${lowerFirst(confirming[choice].label)}`,
  },
  quietHours: {
    label: 'Quiet hours',
    ask: 'Keep quiet hours',
    hint: 'Scheduled texts wait for the hours below on the customer’s clock: their own zone, else their number’s, else the workspace’s. Where a number may be in several zones, it waits for all of them.',
    value: (is) => (is ? 'are kept' : 'are not kept'),
    stands: (is) => `quiet hours are ${is ? '' : 'not '}kept`,
  },
  textsFrom: {
    label: 'Texts go from',
    value: asItIs,
    stands: (time) => `texts go from ${time}`,
  },
  textsUntil: {
    label: 'Texts go until',
    value: asItIs,
    stands: (time) => `texts go until ${time}`,
  },
  holidays: {
    label: 'Public holidays',
    ask: 'Wait over public holidays',
    hint: 'Scheduled texts wait over those of the customer’s country and, where Intercom names it, their region.',
    value: (is) => (is ? 'texts wait over them' : 'are days like any other'),
    stands: (is) => `scheduled texts ${is ? '' : 'do not '}wait over public holidays`,
  },
  daysOff: {
    label: 'Your own days off',
    hint: 'Such as 2026-12-24, 2026-12-28 to 2027-01-01, or 05-01 for every year.',
    value: (days) => (days === '' ? 'none' : days),
    changed: (days) => `your own days off to ${days === '' ? 'none' : days}`,
  },
  repliesInQuietHours: {
    label: 'Texts of agents in quiet hours',
    options: quietReplies,
    value: (rule) => lowerFirst(quietReplies[rule].label),
    stands: (rule) => `agents’ texts in quiet hours ${lowerFirst(quietReplies[rule].label)}`,
  },
  afterHoursReply: {
    label: 'Automatic reply after hours',
    ask: 'Text',
    hint: 'Sent once a customer and closed time. {{opens}} becomes the time at which you open next. Leave it empty for none.',
    value: (words) => (words === '' ? 'none' : words),
    changed: (words) => `the automatic reply after hours ${words === '' ? 'to none' : ''}`.trim(),
  },
  officeHours: {
    label: 'Your office hours are',
    options: officeHours,
    value: (whose) => lowerFirst(officeHours[whose].label),
    stands: (whose) => `office hours are ${lowerFirst(officeHours[whose].label)}`,
  },
  monday: hoursOf('Monday'),
  tuesday: hoursOf('Tuesday'),
  wednesday: hoursOf('Wednesday'),
  thursday: hoursOf('Thursday'),
  friday: hoursOf('Friday'),
  saturday: hoursOf('Saturday'),
  sunday: hoursOf('Sunday'),
  greeting: {
    label: 'Greeting of a new number',
    ask: 'Text',
    hint: 'Answers the first text ever of a number. After hours, the reply above goes instead. Leave it empty for none.',
    value: (words) => (words === '' ? 'none' : words),
    changed: (words) => `the greeting of a new number ${words === '' ? 'to none' : ''}`.trim(),
  },
  saysOptOut: {
    label: 'The first automatic text to a customer',
    ask: 'End the first automatic text to a customer with this line',
    hint: 'US carriers ask for it. It counts in the length.',
    value: (is) => (is ? 'says how to opt out' : 'does not say how to opt out'),
    stands: (is) => `the first automatic text ${is ? 'says' : 'does not say'} how to opt out`,
  },
  optOutLine: {
    label: 'The line about opting out',
    ask: 'Line',
    value: asItIs,
    changed: (line) => `the line about opting out to “${line}”`,
  },
  prices: {
    label: 'Prices',
    value: (table) => (table === null ? 'none' : `${amountsIn(table.perSegment)} (${table.currency})`),
    stands: (table) =>
      table === null
        ? 'removed all prices'
        : `changed the prices of ${count(Object.keys(table.perSegment).length, 'country', 'countries')}`,
  },
  dailyTexts: {
    label: 'SMS a day to each country',
    hint: 'A long text is several SMS. Empty: no limit.',
    value: (most) => (most === null ? 'no limit' : String(most)),
    stands: (most) => (most === null ? 'SMS a day are not limited' : `at most ${most} SMS a day to a country`),
  },
  dailyMoney: {
    label: 'Cost a day to each country',
    hint: 'Such as 20 USD. The dearest carrier’s price counts. A text without a price in this currency counts as SMS alone.',
    value: (most) => (most === null ? 'no limit' : writtenMoney(most)),
    stands: (most) =>
      most === null ? 'the cost of a day is not limited' : `at most ${writtenMoney(most)} a day to a country`,
  },
  segmentCap: {
    label: 'SMS in one text',
    hint: 'A longer text is refused before it goes. Empty: no limit.',
    value: (most) => (most === null ? 'no limit' : String(most)),
    stands: (most) => (most === null ? 'a text may be any number of SMS' : `a text is at most ${most} SMS`),
  },
  costlyNumbers: {
    label: 'Costly numbers that may be texted',
    hint: 'Premium, shared-cost and satellite numbers are not texted, apart from those that begin so. Such as +8816, +44845.',
    value: listOrNone,
    changed: (list) => `the costly numbers that may be texted to ${listOrNone(list)}`,
  },
  allowedCountries: {
    label: 'Countries that may be texted first',
    hint: 'Besides those of your numbers. A customer who texts first is answered anywhere.',
    value: (list) => listOrNone(list.map(countryInWords)),
    changed: (list) =>
      `the countries that may be texted to those of your numbers and ${listOrNone(list.map(countryInWords))}`,
  },
  countryLimits: {
    label: 'Limits of single countries',
    value: (limits) => listOrNone(Object.entries(limits).map(([country, limit]) => limitOf(country, limit))),
    changed: (limits) =>
      `the limits of single countries to ${listOrNone(Object.entries(limits).map(([country, limit]) => limitOf(country, limit)))}`,
  },
  isPaused: {
    label: 'Sending',
    value: (is) => (is ? 'paused' : 'not paused'),
    stands: (is) => (is ? 'paused sending' : 'resumed sending'),
  },
};

export function wordsOfRow<Name extends ChoiceName>(name: Name): RowWords<Choices[Name]> {
  const typed: { readonly [Each in ChoiceName]: RowWords<Choices[Each]> } = rowWords;
  return typed[name];
}

/** The value of a setting, as it follows its label. */
export function choiceInWords<Name extends ChoiceName>(name: Name, choices: Pick<Choices, Name>): string {
  return wordsOfRow(name).value(choices[name]);
}

function writtenMoney({ amount, currency }: Price): string {
  return money(amount, currency);
}

function listOrNone(list: readonly string[]): string {
  return list.length === 0 ? 'none' : fewOf(list, 20);
}

/** `Canada 100 SMS` */
function limitOf(country: string, limit: Limit): string {
  return `${countryInWords(country)} ${limitInWords(limit) || 'no limit'}`;
}

function amountsIn(perSegment: Readonly<Record<string, string>>): string {
  return Object.entries(perSegment)
    .map(([country, amount]) => `${country} ${amount}`)
    .join(', ');
}
