// A workspace: one Intercom account and its Twilio numbers, with the choices its admins made.
import type { PriceTable } from './text-check.ts';

export interface Settings {
  /** A customer's text reopens the last conversation when it closed less than this many days ago. */
  reopenDays: number;
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
}

export const defaultSettings: Settings = {
  reopenDays: 5,
  botReplies: 'never',
  outboundFirst: false,
  holdAfterHours: 4,
  defaultCountry: null,
  prices: null,
};

/** Which spelling of our attribute names this workspace accepts. */
export type AttributeStyle = 'underscores' | 'hyphens';

export interface Workspace {
  id: string;
  name: string;
  region: string;
  /** IANA name. */
  timezone: string;
  /** The admin in whose name notes and tags are made. */
  actingAdminId: string;
  settings: Settings;
  /** Our numbers, the preferred one first. */
  senders: readonly string[];
  twilioAccountSid: string;
  /** The channel's tag, once it was made. */
  tagId: string | null;
  attributeStyle: AttributeStyle | null;
}
