// The pages of the settings as their views get them: a page a section, each saved on its own.

import type { ApiKey, MadeKey } from './api-keys.ts';
import type { TriedSentence } from './assist.ts';
import type { ConnectorsSection } from './connectors.ts';
import type { MadeEndpoint, ShownEndpoint } from './endpoints.ts';
import type { NumberOrService } from './numbers/number-or-service.ts';
import type { ShownRegistration } from './numbers/registration.ts';
import type { PageFrame } from './page-frame.ts';
import type { Role } from './role.ts';
import type { Rule } from './rules/rule.ts';
import type { TriedRule } from './rules/rule-changes.ts';
import type { RunCount } from './rules/run.ts';
import type { HistoryPage } from './settings/history-page.ts';
import type { SectionState } from './settings/section-state.ts';
import type { SettingsPageId } from './settings/sections.ts';
import type { Choices } from './settings/settings.ts';
import type { TemplatePreview } from './settings/templates.ts';
import type { PriceRange, SegmentPrice } from './texts/prices.ts';
import type { Limit, SpendDay } from './texts/spend.ts';
import type { TemplateFault } from './texts/template-check.ts';
import type { DayOff } from './times/days-off.ts';
import type { IntercomHours, OfficeHours } from './times/office-hours.ts';
import type { TwilioRegion } from './twilio-region.ts';
import type { NotAsked, NotAtHand, TwilioTrouble } from './vendor-trouble.ts';

/** Everything that the pages of the settings show beside their frame. */
export interface SettingsParts {
  /** Named by the environment: Twilio and the numbers can be read here, not changed. */
  isPrivate: boolean;
  /** There is a Twilio account to ask. */
  isConnected: boolean;
  twilioPages: TwilioPages;
  twilio: TwilioSection;
  numbers: NumbersSection;
  choices: Choices;
  /** The hours in which somebody answers now. */
  officeHours: OfficeHours;
  /** Intercom's, where they were asked for. */
  intercomHours: IntercomHours | null;
  /** The price of one SMS in the country of our first number. */
  price: SegmentPrice;
  /** The next days off, of the countries of our numbers. */
  daysOff: readonly DayOff[];
  prices: readonly CountryPriceRow[];
  limits: readonly CountryLimitRow[];
  /** Every country may be texted, until the night or until somebody saves: those ticked are the ones that were texted lately. */
  learnsCountries: boolean;
  inbox: InboxSection;
  templates: readonly SettingsTemplate[];
  /** The fields that a template may have, such as `contact.first_name`. */
  fields: readonly string[];
  /** The address that a webhook block of a Series calls, without the template's name. */
  seriesUrl: string;
  /** The roles are those that this admin may give. */
  members: { list: readonly Member[]; roles: readonly Role[] };
  /** `made`: the key that was made just now, which is shown this once. */
  apiKeys: { list: readonly ApiKey[]; made: MadeKey | null };
  /** `made`: the endpoint that was made just now, whose secret is shown this once. */
  endpoints: { list: readonly ShownEndpoint[]; made: MadeEndpoint | null };
  connectors: ConnectorsSection;
  rules: RulesSection;
  /** The machine's reading of a sentence that was tried just now; null: none. */
  triedSentence: TriedSentence | null;
  history: HistoryPage;
  /** The template or the member that has the page to itself; `new` for a template that is being made, null for the list. */
  item: string | null;
}

/** The parts that each page shows: no others are read for it. */
interface PartsOf {
  twilio: 'isPrivate' | 'twilio' | 'twilioPages';
  numbers: 'isPrivate' | 'isConnected' | 'numbers' | 'twilioPages';
  inbox: 'choices' | 'inbox';
  threading: 'choices';
  replies: 'choices';
  media: 'choices';
  customers: 'choices';
  hours: 'choices' | 'daysOff';
  automatic: 'choices' | 'officeHours' | 'intercomHours' | 'price';
  templates: 'templates' | 'fields' | 'seriesUrl' | 'item';
  rules: 'rules';
  prices: 'choices' | 'isConnected' | 'prices' | 'twilioPages';
  limits: 'choices' | 'prices' | 'limits' | 'learnsCountries';
  pause: 'choices';
  members: 'members' | 'item';
  'api-keys': 'apiKeys';
  webhooks: 'endpoints';
  connectors: 'connectors';
  assist: 'choices' | 'triedSentence';
  history: 'history';
}

export type PartsOfPage<Id extends SettingsPageId> = Pick<SettingsParts, PartsOf[Id]>;
export type PageOf<Id extends SettingsPageId> = PageFrame & PartsOfPage<Id>;

/** One page of the settings. */
export type SettingsPage = { [Id in SettingsPageId]: { id: Id } & PageOf<Id> }[SettingsPageId];

/** The list of the pages, each with its state in a line. */
export interface SettingsIndex extends PageFrame {
  states: readonly SectionState[];
}

/** Addresses of Twilio's own pages. */
export type TwilioPages = Readonly<
  Record<'console' | 'apiKeys' | 'moreNumbers' | 'numbers' | 'services' | 'prices' | 'registrations', string>
>;

export interface TwilioSection {
  /** There are credentials to call it with. An uninstallation destroys them, and the account stays known. */
  isConnected: boolean;
  accountSid: string | null;
  accountName: string | null;
  /** The last four characters of what is set; secrets never come back. */
  authTokenEnd: string | null;
  nextAuthTokenEnd: string | null;
  apiKeySid: string | null;
  apiSecretEnd: string | null;
  /** Keys that Twilio may sign with instead of the Auth Token. */
  sharedKeys: readonly { id: string; end: string | null }[];
  region: TwilioRegion;
  /** Why the credentials that are set do not work; null when they do or none are. */
  problem: TwilioTrouble | NotAtHand | null;
}

/** The part of a long list that is shown. */
export interface NumberList {
  /** The words of the search; empty: all are listed. */
  find: string;
  from: number;
  size: number;
  /** The count of those found, and of all; the larger one of numbers and Messaging Services. */
  found: number;
  total: number;
  /** The count of those chosen, listed or not, and of the chosen ones whose texts do not come here. */
  chosen: number;
  silent: number;
}

export interface NumbersSection {
  /** Null where everything is listed. */
  list: NumberList | null;
  listed: readonly ListedNumber[];
  services: readonly ListedService[];
  /** Null: Intercom does not say. */
  teams: readonly { id: string; name: string }[] | null;
  /** The chosen ones, where nothing is listed: they are used again once Twilio is connected. */
  kept: readonly NumberOrService[];
  /** Why they could not be listed. */
  problem: TwilioTrouble | null;
  /** Why the Messaging Services could not be. */
  servicesProblem: NotAsked | null;
  /** For those who set the webhooks themselves; the second one is called where the first fails. */
  messagesUrl: string;
  fallbackUrl: string;
}

/** The place to which texts go: here, elsewhere, nowhere, to a TwiML app, or where a Messaging Service says. */
export type WebhookState = 'ours' | 'elsewhere' | 'none' | 'app' | 'service';

export interface ListedNumber {
  sid: string;
  address: string;
  label: string;
  isChosen: boolean;
  teamId: string | null;
  /** ISO 3166 alpha-2; null: as the workspace has it. */
  country: string | null;
  canText: boolean;
  /** MMS is among its capabilities at Twilio. */
  sendsMedia: boolean;
  /** With the carriers of the United States. */
  registration: ShownRegistration;
  webhook: WebhookState;
  /** Our webhook is set there, and can be put back. */
  canUndo: boolean;
  /** No webhook stood there before ours. */
  wasSilent: boolean;
  /** The Messaging Service that the number is in. */
  serviceName: string | null;
  /** The chosen Messaging Service by which it is used, where it was not chosen itself. */
  usedBy: string | null;
}

export interface ListedService {
  sid: string;
  name: string;
  label: string;
  isChosen: boolean;
  teamId: string | null;
  country: string | null;
  /** The numbers in it; null where Twilio was not asked for them. */
  addresses: readonly string[] | null;
  webhook: WebhookState;
  canUndo: boolean;
  /** No webhook stood there before ours. */
  wasSilent: boolean;
}

/** The prices of one country: those of Twilio, and the workspace's own in their place. */
export interface CountryPriceRow {
  country: string;
  /** The workspace's own price of one SMS there, as a decimal; null: Twilio's counts. */
  own: string | null;
  sending: SegmentPrice;
  /** The price of a text that comes in to our numbers there; null where we have none, or Twilio names none. */
  receiving: (PriceRange & { currency: string }) | null;
}

/** One country's day: what was texted there, under which limit, and what waits. */
export interface CountryLimitRow {
  country: string;
  /** We have a number there, so that it may always be texted. */
  isOurs: boolean;
  /** The limit of this country alone; null: that of all countries counts. */
  own: Limit | null;
  /** The limit as it stands today. */
  ceiling: Limit;
  day: SpendDay;
  /** Texts that wait for an admin; null where none does. */
  held: { texts: number; since: Date } | null;
}

/** `tried`: what one of them would have done, where an admin has just asked. */
export interface RulesSection {
  list: readonly ShownRule[];
  templates: readonly { id: string; name: string }[];
  senders: readonly { address: string; label: string | null }[];
  tried: TriedRule | null;
}

/** A rule with what it did in the last seven days. */
export interface ShownRule extends Rule {
  /** Its name; null where it was archived. */
  template: string | null;
  counts: RunCount;
  /** Why it did not text, the most frequent reason first. */
  reasons: readonly { reason: string; count: number }[];
}

export interface InboxSection {
  admins: readonly { id: string; name: string }[];
  /** Why they could not be listed. */
  problem: NotAsked | null;
  /** Each place's offset from UTC now, by the IANA name of its zone. */
  offsets: Readonly<Record<string, string>>;
  /** The live types of texts in Intercom; none while it does not tell them. */
  subscriptions: readonly { id: string; name: string }[];
}

export interface SettingsTemplate {
  id: string;
  name: string;
  body: string;
  /** The mistake in a template that was saved before they were looked for, or whose field is gone since. */
  fault: TemplateFault | null;
  /** Where one was asked for. */
  preview: TemplatePreview | null;
}

export interface Member {
  adminId: string;
  name: string;
  role: Role;
  signedInAt: Date;
}

interface PageLink {
  label: string;
  url: string;
}

/** A page that says one thing: a failure with its next step, or the ways on. */
export interface PlainPage {
  title: string;
  words: string;
  kind: 'problem' | 'done' | 'question';
  links: readonly PageLink[];
  /** A small line below, for the few who need another way. */
  aside: { words: string; links: readonly PageLink[] } | null;
}
