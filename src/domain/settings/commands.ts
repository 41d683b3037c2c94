// Everything that an admin can ask for in the settings, typed: a door reads it from a form, and the verbs carry it out.

import type { Scope } from '../api-keys.ts';
import type { RuleEntry } from '../rules/rule.ts';
import type { ReleaseHow } from '../texts/spend.ts';
import type { TwilioRegion } from '../twilio-region.ts';
import type { Problems } from './saved.ts';
import type { Choices } from './settings.ts';

export type SettingsCommand =
  /** Choices that are not named stay as they are. */
  | { do: 'save-choices'; choices: Partial<Choices> }
  /** Shows what they would do, and saves nothing. */
  | { do: 'preview-choices'; choices: Partial<Choices> }
  | ({ do: 'connect-twilio' } & TwilioEntry)
  | { do: 'promote-auth-token' | 'forget-next-token' | 'disconnect-twilio' }
  | { do: 'use-subaccount'; accountSid: string }
  | { do: 'add-shared-key'; keyId: string; secret: string | null }
  | { do: 'remove-shared-key'; keyId: string }
  | ({ do: 'choose-numbers'; setsWebhooks: boolean } & NumberPicks)
  | { do: 'undo-webhooks'; sid: string }
  | { do: 'set-webhooks' }
  | { do: 'release-refused' }
  | { do: 'read-prices' }
  /** `raised`: how often the day's limit was raised before, as the admin saw it. */
  | { do: 'release-held'; country: string; how: ReleaseHow; raised: number }
  | { do: 'send-test'; to: string }
  | ({ do: 'save-template' } & TemplateEntry)
  | { do: 'archive-template'; id: string; name: string }
  /** An empty contact: with example values. */
  | { do: 'preview-template'; id: string; body: string; contact: string }
  | { do: 'give-role'; adminId: string; role: 'editor' | 'viewer' }
  | { do: 'hand-on-ownership'; adminId: string }
  /** `days`: how long the key works; null: until it is revoked. */
  | { do: 'make-api-key'; name: string; scopes: readonly Scope[]; days: number | null }
  | { do: 'revoke-api-key'; id: string }
  /** Makes them, or repairs them with a new key. */
  | { do: 'publish-connectors' | 'unpublish-connectors' }
  | { do: 'make-endpoint'; url: string; events: readonly string[] }
  | { do: 'remove-endpoint' | 'test-endpoint'; id: string }
  /** `hours`: back from now; null: all that is kept. */
  | { do: 'replay-endpoint'; id: string; hours: number | null; onlyFailed: boolean }
  | { do: 'make-rule'; rule: RuleEntry }
  | { do: 'start-rule' | 'pause-rule' | 'end-rule'; id: string }
  /** Says how a machine reads it, and keeps nothing. */
  | { do: 'try-sentence'; text: string }
  /** Says whom it would have texted, and sends nothing. */
  | { do: 'try-rule'; id: string };

export type CommandOf<Verb extends SettingsCommand['do']> = Extract<SettingsCommand, { do: Verb }>;

/** Null keeps a secret or the region that is set; without a key, the Auth Token is used for calls as well. */
export interface TwilioEntry {
  accountSid: string;
  region: TwilioRegion | null;
  authToken: string | null;
  nextAuthToken: string | null;
  apiKeySid: string | null;
  apiSecret: string | null;
}

/** The numbers and Messaging Services that the workspace is to text from. All others that were shown are let go of. */
export interface NumberPicks {
  /** The numbers and services that the form had, by Twilio's ids; null: all of them. */
  shown?: readonly string[] | null;
  /** Every number of the account that can text, whatever is ticked. */
  all?: boolean;
  numbers: readonly NumberPick[];
  services: readonly NumberPick[];
}

export interface NumberPick {
  sid: string;
  label: string | null;
  teamId: string | null;
  /** Where numbers without a country code are read, ISO 3166-1 alpha-2; null: as the workspace has it. */
  country: string | null;
}

export interface TemplateEntry {
  /** Empty for a new one. */
  id: string;
  name: string;
  body: string;
}

/** A command, or the problems of a form that holds none. */
export type Read = { command: SettingsCommand } | { problems: Problems };
