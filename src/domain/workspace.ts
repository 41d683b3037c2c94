// A workspace: one Intercom account and its Twilio numbers, with the choices its admins made.

import type { PublishedConnectors } from './connectors.ts';
import type { AttributeOff, AttributeStyle } from './contact-attributes.ts';
import type { SyncPause } from './customers/pause.ts';
import type { RuleKind } from './rules/rule.ts';
import type { Settings } from './settings/settings.ts';
import type { IntercomHours } from './times/office-hours.ts';
import type { TwilioRegion } from './twilio-region.ts';
import type { Vendor } from './vendors.ts';

/** Facts about a workspace that nobody chooses. */
export interface WorkspaceState {
  /** When `threadPer` last changed, ISO 8601. */
  threadPerSince: string | null;
  /** The text that was sent to try the set-up out. */
  testMessageId: string | null;
  /** The admin `by` writes notes in place of the acting admin `for`, who has left. `since`: ISO 8601. */
  standIn: { for: string; by: string; since: string } | null;
  attributesOff: readonly AttributeOff[];
  /** It was there before countries had to be allowed, and has yet to learn from its texts which ones it texts. */
  learnsCountries: boolean;
  /** A tag that Intercom refuses to create. `since`: ISO 8601. */
  tagRefused: { name: string; since: string } | null;
  intercomHours: IntercomHours | null;
  /** Its own system has sent customers: without them, no news of a contact costs a statement. */
  syncsCustomers: boolean;
  /** The sync of customers stands still; null: it goes on. */
  syncPaused: SyncPause | null;
  /** When somebody had it go on last, ISO 8601. */
  syncResumedAt: string | null;
  /** The kinds of the rules that run: without one, no happening costs a statement. */
  ruleKinds: readonly RuleKind[];
  connectors: PublishedConnectors;
  /** It has endpoints: without one, a customer's text costs no look for them. */
  tellsEndpoints: boolean;
}

/** One of our numbers. */
export interface Sender {
  address: string;
  /** Twilio's id of it; null where the environment names it. */
  sid: string | null;
  label: string | null;
  /** Conversations of its texts are assigned to this team. */
  teamId: string | null;
  /** The webhook at Twilio from before we set ours, to be put back. */
  webhookBefore: Readonly<Record<string, string>> | null;
  /** The country (ISO 3166-1 alpha-2) of numbers without a country code that are texted from it; null: the workspace's. */
  defaultCountry: string | null;
  /** The chosen Messaging Service that it is in. */
  serviceSid: string | null;
  /** Twilio lists MMS among its capabilities; null where it was not asked. */
  sendsMedia: boolean | null;
  /** False where it is one of ours only because its Messaging Service was chosen. */
  isChosen: boolean;
}

/** An admin's choices for a number. */
export type SenderChoice = Omit<Sender, 'webhookBefore' | 'sendsMedia'>;

/** A Messaging Service that was chosen: its numbers are senders too. */
export interface MessagingService {
  /** Twilio's id of it. */
  sid: string;
  name: string;
  label: string | null;
  teamId: string | null;
  defaultCountry: string | null;
  webhookBefore: Readonly<Record<string, string>> | null;
}

/** An admin's choices for a Messaging Service. */
export type ServiceChoice = Omit<MessagingService, 'webhookBefore'>;

/** The data of an uninstalled workspace is kept for so long, so that it can come back. */
export const UNINSTALLED_KEPT_MS = 30 * 86_400_000;

export interface Workspace extends WorkspaceState {
  id: string;
  name: string;
  region: string;
  /** IANA name. */
  timezone: string;
  /** `environment`: the environment names its Twilio account and numbers. */
  source: 'environment' | 'install';
  /** The admin in whose name notes and tags are made. */
  actingAdminId: string;
  settings: Settings;
  /** The settings that an admin has chosen, also where they chose the default. */
  chosen: readonly (keyof Settings)[];
  /** Our numbers, the preferred one first. */
  senders: readonly string[];
  senderDetails: readonly Sender[];
  /** The preferred one first. */
  services: readonly MessagingService[];
  /** Null while Twilio is not connected. */
  twilioAccountSid: string | null;
  twilioAccountName: string | null;
  twilioRegion: TwilioRegion;
  /** Null where the Auth Token is used for calls as well. */
  twilioApiKey: string | null;
  /** The channel's tag, once it was made. */
  tagId: string | null;
  attributeStyle: AttributeStyle | null;
  /** The time since which each vendor refuses our credentials; null while it accepts them. */
  refusedSince: Readonly<Record<Vendor, Date | null>>;
}
