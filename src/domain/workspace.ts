// A workspace: one Intercom account and its Twilio numbers, with the choices its admins made.
import type { Vendor } from './errors.ts';
import type { PriceTable } from './text-check.ts';
import type { ThreadPer } from './thread.ts';
import type { TwilioRegion } from './twilio-region.ts';

export interface Settings {
  /** A customer's text reopens the last conversation when it closed less than this many days ago. */
  reopenDays: number;
  /** Whose texts share a conversation. */
  threadPer: ThreadPer;
  /** Whether what bots and AI agents say is texted. */
  botReplies: 'never' | 'always';
  /** Whether a conversation that an admin starts with a contact who has a phone is texted. */
  outboundFirst: boolean;
  /** A reply that could not be handed over for this many hours is held for an admin to decide. */
  holdAfterHours: number;
  /** ISO 3166-1 alpha-2: where a number without a country code is read; null: where our first number is from. */
  defaultCountry: string | null;
  /** What a segment costs, for estimates. */
  prices: PriceTable | null;
  /** Of the tag on conversations and contacts. */
  tagName: string;
  /** Texts are kept and threaded, and nothing is sent. */
  isPaused: boolean;
}

export const defaultSettings: Settings = {
  reopenDays: 5,
  threadPer: 'sender',
  botReplies: 'never',
  outboundFirst: false,
  holdAfterHours: 4,
  defaultCountry: null,
  prices: null,
  tagName: 'sms-channel',
  isPaused: false,
};

/** Facts about a workspace that nobody chooses. */
export interface WorkspaceState {
  /** When `threadPer` last changed, ISO 8601. */
  threadPerSince: string | null;
  /** The text that was sent to try the set-up out. */
  testMessageId: string | null;
}

/** Which spelling of our attribute names this workspace accepts. */
export type AttributeStyle = 'underscores' | 'hyphens';

/** One of our numbers. */
export interface Sender {
  address: string;
  /** Twilio's id of it; null where the environment names it. */
  sid: string | null;
  label: string | null;
  /** Conversations of its texts are assigned to this team. */
  teamId: string | null;
  /** What stood at Twilio before we set its webhook, to be put back. */
  webhookBefore: Readonly<Record<string, string>> | null;
  /** Where numbers without a country code are read that are texted from it; null: as the workspace has it. */
  defaultCountry: string | null;
  /** Of the chosen Messaging Service that it is in. */
  serviceSid: string | null;
  /** False where it is one of ours only because its Messaging Service was chosen. */
  isChosen: boolean;
}

/** What an admin says of a number; what stood there before us is no part of it. */
export type SenderChoice = Omit<Sender, 'webhookBefore'>;

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

/** As of a number. */
export type ServiceChoice = Omit<MessagingService, 'webhookBefore'>;

/** How long what an uninstalled workspace had is kept for it to come back to. */
export const UNINSTALLED_KEPT_MS = 30 * 86_400_000;

export interface Workspace extends WorkspaceState {
  id: string;
  name: string;
  region: string;
  /** IANA name. */
  timezone: string;
  /** Whether the environment names its Twilio account and numbers. */
  source: 'environment' | 'install';
  /** The admin in whose name notes and tags are made. */
  actingAdminId: string;
  settings: Settings;
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
  /** Since when each vendor has refused our credentials; null while it takes them. */
  refusedSince: Readonly<Record<Vendor, Date | null>>;
}
