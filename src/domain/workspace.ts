// A workspace: one Intercom account and its Twilio numbers, with the choices its admins made.

export interface Settings {
  /** A customer's text reopens the last conversation when it closed less than this many days ago. */
  reopenDays: number;
  /** Whether what bots and AI agents say is texted. */
  botReplies: 'never' | 'always';
  /** Whether a conversation that an admin starts with a contact who has a phone is texted. */
  outboundFirst: boolean;
  /** A reply that could not be handed over for this many hours is held for an admin to decide. */
  holdAfterHours: number;
}

export const defaultSettings: Settings = {
  reopenDays: 5,
  botReplies: 'never',
  outboundFirst: false,
  holdAfterHours: 4,
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
