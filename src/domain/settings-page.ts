// What the settings page shows and what its forms bring back: one page of sections, each saved on its own.
import type { Finding } from './doctor/finding.ts';
import type { FactChange, Facts } from './settings/facts.ts';
import type { SectionId } from './settings/sections.ts';
import type { Choices } from './settings/settings.ts';
import type { TwilioRegion } from './twilio-region.ts';

/** What an admin of the workspace may do here; the owner is who installed it. */
export type Role = 'owner' | 'editor' | 'viewer';

/** Those that an owner gives; the owner stays the owner. */
export const givenRoles = ['editor', 'viewer'] as const satisfies readonly Role[];

export function mayChangeSettings(role: Role): boolean {
  return role !== 'viewer';
}

export function mayGiveRoles(role: Role): boolean {
  return role === 'owner';
}

/** What came of a form: said in its section, or at the top where it belongs to none. */
export interface SettingsNotice {
  section: SectionId | null;
  /** `partly`: something was done before the problem came. */
  kind: 'done' | 'partly' | 'problem';
  words: string;
  /** Of the document, before its own title, where a problem is told that is not about saving. */
  headline?: string;
  /** Not saved because somebody else had saved in between. */
  conflict?: SaveConflict;
}

export interface SaveConflict {
  /** Null where it is not known. */
  by: { name: string | null; isSelf: boolean; at: Date } | null;
  changes: readonly FactChange[];
  /** What was done at a vendor before it was seen, a sentence. */
  done?: string | null;
}

export interface SettingsPage {
  workspace: { id: string; name: string; region: string; timeZone: string };
  admin: { id: string; name: string; role: Role };
  /** Travels in every form. */
  csrf: string;
  /** Travels in every form, too: a form that is sent twice as it stands is the same click. */
  nonce: string;
  /** Whether this admin's role may change settings. */
  mayChange: boolean;
  /** Named by the environment: Twilio and the numbers can be read here, not changed. */
  isPrivate: boolean;
  notice: SettingsNotice | null;
  /** What was typed into the form that had a problem, by field, and what is wrong with it. */
  typed: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  steps: readonly SetUpStep[];
  /** Where Intercom takes the admin back to once everything is set up; null until then, and where it was said already. */
  finishUrl: string | null;
  /** Null: the vendors have not answered yet. */
  findings: readonly Finding[] | null;
  /** All numbers of ours: those that were chosen, and those of chosen Messaging Services. */
  senders: readonly string[];
  twilioPages: TwilioPages;
  twilio: TwilioSection;
  numbers: NumbersSection;
  choices: Choices;
  inbox: InboxSection;
  templates: readonly SettingsTemplate[];
  /** The roles are those that this admin may give. */
  members: { list: readonly Member[]; roles: readonly Role[] };
  audit: readonly AuditLine[];
  /** What stands in each form at present: it travels in the form. */
  facts: Readonly<Record<string, Facts>>;
  readAt: Date;
}

/** Addresses of Twilio's own pages. */
export type TwilioPages = Readonly<
  Record<'console' | 'apiKeys' | 'moreNumbers' | 'numbers' | 'services' | 'prices', string>
>;

export interface SetUpStep {
  id: 'intercom' | 'twilio' | 'numbers' | 'webhooks' | 'test' | 'pin';
  title: string;
  isDone: boolean;
  /** The vendor who knows has not answered yet. */
  isAwaited?: boolean;
  /** What is still to do, or how it stands. */
  words: string;
}

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
  problem: string | null;
}

/** Which part of a long list is shown. */
export interface NumberList {
  /** What was looked for; empty: all are listed. */
  find: string;
  from: number;
  size: number;
  /** How many there are of what was looked for, and in all; of numbers and Messaging Services the larger count. */
  found: number;
  total: number;
  /** Of all, listed or not: those that were chosen, and of these the ones whose texts do not come here. */
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
  /** What was chosen, as people call it, where nothing is listed: it is used again once Twilio is connected. */
  kept: readonly string[];
  /** Why they could not be listed. */
  problem: string | null;
  /** Why the Messaging Services could not be. */
  servicesProblem: string | null;
  /** For those who set the webhooks themselves; the second one is called where the first fails. */
  messagesUrl: string;
  fallbackUrl: string;
}

/** Where texts go at present: to us, elsewhere, nowhere, to a TwiML app, or where a Messaging Service says. */
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
  canSendPictures: boolean;
  webhook: WebhookState;
  /** What we changed there can be put back. */
  canUndo: boolean;
  /** Of the Messaging Service it is in. */
  serviceName: string | null;
  /** The chosen Messaging Service by which it is used, where it was not chosen itself. */
  usedBy: string | null;
  problem: string | null;
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
}

export interface InboxSection {
  admins: readonly { id: string; name: string }[];
  /** Why they could not be listed. */
  problem: string | null;
}

export interface SettingsTemplate {
  id: string;
  name: string;
  body: string;
  /** With the fields of a contact, where one was asked for. */
  preview: string | null;
}

export interface Member {
  adminId: string;
  name: string;
  role: Role;
  signedInAt: Date;
}

export interface AuditLine {
  at: Date;
  who: string;
  /** A sentence. */
  what: string;
}

/** A page that says one thing: a failure with what to do, or where to go on. */
export interface PlainPage {
  title: string;
  words: string;
  kind: 'problem' | 'done' | 'question';
  links: readonly { label: string; url: string }[];
}
