// Every setting has one row: its section, its kind of value and its default. Its words stand in words/settings/rows.ts.

import type { ConsentScope } from '../consent/decide.ts';
import { usualOptOutLine } from '../consent/keywords.ts';
import type { SubscriptionType } from '../consent/subscription.ts';
import { type Match, type Precedence, precedences } from '../customers/plan.ts';
import type { MediaAs } from '../media/sending-plan.ts';
import type { Confirming } from '../texts/confirmation.ts';
import type { Price } from '../texts/message.ts';
import type { PriceTable } from '../texts/prices.ts';
import type { Limit } from '../texts/spend.ts';
import type { ThreadPer } from '../thread.ts';
import type { OwnDaysOff } from '../times/days-off.ts';
import type { DayHours } from '../times/office-hours.ts';
import type { QuietReplies } from '../times/quiet-hours.ts';
import {
  countryOrNone,
  dayHours,
  daysOff,
  type Kind,
  oneOf,
  optOutLine,
  prices,
  shortText,
  shortTextOrNone,
  subscriptionOrNone,
  switched,
  teammate,
  textWords,
  timeOfDay,
  timeZone,
  wholeNumber,
  yesOrNo,
} from './kinds.ts';
import { beginnings, countryLimits, countryList, moneyOrNone, smsOrNone } from './limit-kinds.ts';
import type { SectionId } from './sections.ts';

/** The longest text that answers by itself: four SMS, or ten with special characters. */
const LONGEST_ANSWER = 600;

export interface Row<Value> {
  section: SectionId;
  kind: Kind<Value>;
}

/** A choice that Threadwire keeps among the settings. */
function setting<Value>(row: Row<Value> & { default: Value }): Row<Value> & { default: Value } {
  return row;
}

/** A choice that Intercom makes at first: a column of the workspace. */
function column<Value>(row: Row<Value>): Row<Value> {
  return row;
}

/** The order is that of the fields on the page. */
export const rows = {
  /** Intercom's id of the acting admin, in whose name Threadwire makes notes and tags. */
  actingAdminId: column<string>({ section: 'inbox', kind: teammate }),
  /** The name of the tag on conversations and contacts. */
  tagName: setting<string>({ section: 'inbox', kind: shortText(100), default: 'sms-channel' }),
  /** The country of a number without a country code; null: the country of our first number. */
  defaultCountry: setting<string | null>({ section: 'inbox', kind: countryOrNone, default: null }),
  timezone: column<string>({ section: 'inbox', kind: timeZone }),
  /** The contacts' attribute that holds a customer's time zone (an IANA name); empty: none. */
  timeZoneAttribute: setting<string>({ section: 'inbox', kind: shortTextOrNone(190), default: '' }),
  /** The type of texts in Intercom whose subscriptions go along with consent; null: none. */
  subscription: setting<SubscriptionType | null>({ section: 'inbox', kind: subscriptionOrNone, default: null }),
  /** Tells Intercom as events of the contact what became of a text. */
  resultEvents: setting<boolean>({ section: 'inbox', kind: yesOrNo, default: false }),
  /** A contact's texts to several of our numbers share one conversation, or have one for each number. */
  threadPer: setting<ThreadPer>({
    section: 'threading',
    kind: oneOf<ThreadPer>('sender', 'contact'),
    default: 'sender',
  }),
  /** A customer's text reopens the last conversation if it closed less than this many days ago. */
  reopenDays: setting<number>({ section: 'threading', kind: wholeNumber('day', 0, 365), default: 5 }),
  /** Keeps a reaction to a text out of a conversation that is not open. */
  reactionsStayAside: setting<boolean>({ section: 'threading', kind: yesOrNo, default: true }),
  /** A reply that could not be handed over for this many hours is held for an agent to decide. */
  holdAfterHours: setting<number>({ section: 'threading', kind: wholeNumber('hour', 1, 23), default: 4 }),
  /** Reopens a closed or snoozed conversation when an agent's text there did not arrive. */
  reopenFailed: setting<boolean>({ section: 'threading', kind: yesOrNo, default: true }),
  /** Texts the replies of bots and AI agents. */
  botReplies: setting<'never' | 'always'>({
    section: 'replies',
    kind: oneOf<'never' | 'always'>('never', 'always'),
    default: 'never',
  }),
  /** Texts a conversation that an agent starts with a contact who has a phone. */
  outboundFirst: setting<boolean>({ section: 'replies', kind: yesOrNo, default: false }),
  /** Ends agents' texts with their own line, or with their first name. */
  signTexts: setting<boolean>({ section: 'replies', kind: yesOrNo, default: false }),
  /** Numbers the texts of a long reply, and has each wait until the one before is on its way. */
  numberParts: setting<boolean>({ section: 'replies', kind: yesOrNo, default: false }),
  /** The texts that one stop of a person ends: those of one number, its Messaging Service, or the whole workspace. */
  consentScope: setting<ConsentScope>({
    section: 'replies',
    kind: oneOf<ConsentScope>('recommended', 'number', 'service', 'workspace'),
    default: 'recommended',
  }),
  /** An agent's picture or file goes as MMS where it can and as a link elsewhere, always as a link, or as MMS alone. */
  mediaAs: setting<MediaAs>({
    section: 'media',
    kind: oneOf<MediaAs>('mms-or-link', 'link', 'mms'),
    default: 'mms-or-link',
  }),
  /** Pictures and files of texts are kept here for this many days. */
  keepFilesDays: setting<number>({ section: 'media', kind: wholeNumber('day', 1, 365), default: 30 }),
  /** A text of ours says that a customer's stop or start was heard. */
  confirmStops: setting<Confirming>({
    section: 'replies',
    kind: oneOf<Confirming>('needed', 'always', 'never'),
    default: 'needed',
  }),
  /** The API tells the category and the urgency of a text. */
  assistTriage: setting<boolean>({ section: 'assist', kind: yesOrNo, default: false }),
  /** The API tells the mood of a text, and the risk that the customer turns away. */
  assistSentiment: setting<boolean>({ section: 'assist', kind: yesOrNo, default: false }),
  /** The API drafts answers from templates. */
  assistDrafts: setting<boolean>({ section: 'assist', kind: yesOrNo, default: false }),
  /** The API scores how a conversation was handled. */
  assistScoring: setting<boolean>({ section: 'assist', kind: yesOrNo, default: false }),
  /** Texts that a customer does not wait for rest outside the hours below. */
  quietHours: setting<boolean>({ section: 'hours', kind: yesOrNo, default: false }),
  /** Such texts go from this time of a customer's day on, and until the next one. */
  textsFrom: setting<string>({ section: 'hours', kind: timeOfDay, default: '08:00' }),
  textsUntil: setting<string>({ section: 'hours', kind: timeOfDay, default: '21:00' }),
  /** Scheduled texts and automation wait over the public holidays of the customer's country. */
  holidays: setting<boolean>({ section: 'hours', kind: yesOrNo, default: false }),
  /** They wait over these days, too. */
  daysOff: setting<OwnDaysOff>({ section: 'hours', kind: daysOff, default: '' }),
  /**
   * An agent's text in quiet hours: `live` goes where the customer wrote within the last day, `ask` waits unless the agent has
   * it sent at once, and `wait` waits.
   */
  repliesInQuietHours: setting<QuietReplies>({
    section: 'hours',
    kind: oneOf<QuietReplies>('live', 'ask', 'wait'),
    default: 'live',
  }),
  /** Answers a customer's text outside the office hours, once a closed time; empty: nothing does. */
  afterHoursReply: setting<string>({ section: 'automatic', kind: textWords(LONGEST_ANSWER), default: '' }),
  /** The hours in which somebody answers: ours below, or those of Intercom. */
  officeHours: setting<'own' | 'intercom'>({
    section: 'automatic',
    kind: oneOf<'own' | 'intercom'>('own', 'intercom'),
    default: 'own',
  }),
  monday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '09:00-17:00' }),
  tuesday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '09:00-17:00' }),
  wednesday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '09:00-17:00' }),
  thursday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '09:00-17:00' }),
  friday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '09:00-17:00' }),
  saturday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '' }),
  sunday: setting<DayHours>({ section: 'automatic', kind: dayHours, default: '' }),
  /** Answers the first text ever of a number; empty: nothing does. */
  greeting: setting<string>({ section: 'automatic', kind: textWords(LONGEST_ANSWER), default: '' }),
  /** The first automatic text to a person ends with the line below. */
  saysOptOut: setting<boolean>({ section: 'automatic', kind: yesOrNo, default: true }),
  optOutLine: setting<string>({ section: 'automatic', kind: optOutLine, default: usualOptOutLine }),
  /** Records of the workspace's own system go to Intercom; off: they wait. */
  syncEnabled: setting<boolean>({ section: 'customers', kind: yesOrNo, default: true }),
  /** How the contact of a record is found that has no contact of its id. */
  syncMatch: setting<Match>({
    section: 'customers',
    kind: oneOf<Match>('email-or-phone', 'email', 'phone', 'none'),
    default: 'email-or-phone',
  }),
  /** A contact that is archived in Intercom. */
  syncArchived: setting<'restore' | 'report'>({
    section: 'customers',
    kind: oneOf<'restore' | 'report'>('restore', 'report'),
    default: 'restore',
  }),
  /** The side that counts where both have another value. */
  syncEmail: setting<Precedence>({ section: 'customers', kind: oneOf<Precedence>(...precedences), default: 'ours' }),
  syncPhone: setting<Precedence>({ section: 'customers', kind: oneOf<Precedence>(...precedences), default: 'ours' }),
  syncName: setting<Precedence>({ section: 'customers', kind: oneOf<Precedence>(...precedences), default: 'ours' }),
  syncAttributes: setting<Precedence>({
    section: 'customers',
    kind: oneOf<Precedence>(...precedences),
    default: 'ours',
  }),
  /** The price of a segment in each country, for estimates. */
  prices: setting<PriceTable | null>({ section: 'prices', kind: prices, default: null }),
  /** The SMS and the money that a day's texts to one country may come to, before an admin is asked; null: no limit. */
  dailyTexts: setting<number | null>({ section: 'limits', kind: smsOrNone(1), default: null }),
  dailyMoney: setting<Price | null>({ section: 'limits', kind: moneyOrNone, default: null }),
  /** The SMS that one text may come to; null: as many as it needs. */
  segmentCap: setting<number | null>({ section: 'limits', kind: smsOrNone(1), default: null }),
  /** The beginnings of premium, shared-cost and satellite numbers that may be texted. */
  costlyNumbers: setting<readonly string[]>({ section: 'limits', kind: beginnings, default: [] }),
  /** The countries that may be texted first, besides those of our own numbers. */
  allowedCountries: setting<readonly string[]>({ section: 'limits', kind: countryList, default: [] }),
  /** Limits of single countries, in place of those above. */
  countryLimits: setting<Readonly<Record<string, Limit>>>({ section: 'limits', kind: countryLimits, default: {} }),
  /** While paused, texts are kept and threaded, and none is sent. */
  isPaused: setting<boolean>({ section: 'pause', kind: switched, default: false }),
};
