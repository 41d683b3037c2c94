// The state of every screen of the SMS panel. All times are instants; the views put them in a zone.

import type { ConsentState } from './consent/consent.ts';
import type { Evidence } from './consent/consent-list.ts';
import type { Flow } from './doctor/finding.ts';
import type { Kept } from './doctor/kept.ts';
import type { FileState } from './media/file.ts';
import type { PanelFlash } from './panel-flash.ts';
import type { DeliveryState } from './texts/delivery.ts';
import type { Fault } from './texts/fault.ts';
import type { LoopKind } from './texts/loop.ts';
import type { MessageState } from './texts/message.ts';
import type { Refused } from './texts/refusal.ts';
import type { Remedy } from './texts/remedies.ts';
import type { unsentEnds } from './texts/scheduled.ts';
import type { TextCheck } from './texts/text-check.ts';
import type { TraceFact } from './texts/told-trace.ts';
import type { CustomerZone } from './times/customer-zone.ts';
import type { LaterPreset } from './times/send-time.ts';
import type { Vendor } from './vendors.ts';

/** Kept between two clicks. It travels with the canvas, so it is trusted no more than typed words. */
export interface PanelMemory {
  /** Names the next text that is sent from here, however often the click arrives. Null where nothing is being written. */
  nonce: string | null;
  draft: Draft | null;
}

/** A text that is being written. */
export interface Draft {
  body: string;
  /** Null: the one the panel would choose. */
  to: string | null;
  sender: string | null;
  /** The failed text that this one is to replace. */
  retryOf: string | null;
  /** The scheduled text that is being changed. */
  editing: string | null;
  /** The number it goes to is saved on the contact, once it was sent. */
  saveNumber: boolean;
  /** A link to a picture or file, as it was typed; empty: none. */
  attach: string;
}

/** A text as one wrote it, in however many parts it travels. */
export interface PanelText {
  /** The id of its first part. */
  id: string;
  direction: 'in' | 'out';
  /** The customer's end. */
  address: string;
  body: string;
  /** The MIME types of its files. */
  media: readonly string[];
  /** The state of the part that has come least far; a failed one counts before all others. */
  state: MessageState;
  failure: Fault | null;
  /** When it came to be in this state. */
  at: Date;
  /** Quiet hours hold it until then, if that is still to come; null where they did not. */
  waitsUntil: Date | null;
  /** Null for the customer's own; a null name is not known. */
  author: { kind: 'admin' | 'automation'; name: string | null } | null;
}

export interface PanelPart {
  no: number;
  body: string;
  state: MessageState;
  at: Date;
  /** Decimal as Twilio gave it, positive. */
  price: { amount: string; currency: string } | null;
  /** Oldest first. */
  events: readonly PanelEvent[];
}

export interface PanelEvent {
  at: Date;
  state: DeliveryState | 'refused' | 'held';
  source: 'answer' | 'callback' | 'lookup' | 'gate' | 'agent';
  errorCode: number | null;
}

export interface FailureCard {
  /** The id of the text's first part. */
  messageId: string;
  fault: Fault;
  remedies: readonly Remedy[];
}

export interface ScheduledText {
  id: string;
  address: string;
  sender: string;
  body: string;
  sendAt: Date;
  /** IANA name: the zone in which the time was chosen. It is the customer's, or the workspace's where that was not known. */
  zone: string;
  author: string | null;
  /** Null while it waits. */
  end: UnsentEnd | null;
}

/** The end of a scheduled text that did not become a text. */
export interface UnsentEnd {
  state: (typeof unsentEnds)[number];
  at: Date;
  /** The name of the agent or admin who cancelled it, where that is known. */
  by: string | null;
  /** It was cancelled, and its time is still to come. */
  canUndo: boolean;
}

/** Things that an admin must fix before texts get through, as the panel sees them for itself. */
export type Breakage =
  /** A vendor no longer takes the workspace's credentials. */
  | `${Vendor}-refused`
  | 'secrets-locked'
  | 'twilio-missing'
  /** The app lacks a permission, or the workspace a subscription. */
  | 'intercom-forbids'
  /** It no longer tells of replies. */
  | 'intercom-silent'
  /** Requests from Twilio fail our check of their signatures. */
  | 'texts-refused'
  /** They have waited for minutes, and nothing else says why. */
  | 'texts-late';

/** One thing that is broken: seen by the panel itself, or found by the doctor, with the flows that it stops. */
export type Trouble = { what: Breakage } | { what: 'found'; found: Kept['found']; stops: readonly Flow[] };

/** Something that an agent should know before a text goes astray. */
export type PanelWarning =
  | { kind: 'no-sender' }
  /** The gravest thing that is broken, and the others. */
  | ({ kind: 'broken'; others?: readonly Trouble[] } & Trouble)
  /** Texts to this country (ISO 3166-1 alpha-2) wait for an admin today. */
  | { kind: 'over-limit'; country: string }
  /** The workspace does not text this number. */
  | { kind: 'barred'; by: Refused }
  /** An admin has paused sending of the workspace. */
  | { kind: 'paused' }
  | { kind: 'not-answerable' }
  /** This text of the customer's may be a wish for no more of them. */
  | { kind: 'may-stop'; messageId: string; words: string }
  /** Automatic texts are stopped here: the other end answers them by itself. */
  | { kind: 'loop'; how: LoopKind }
  /** The contact has an e-mail too, to which Intercom may deliver the same reply. */
  | { kind: 'also-email' }
  /** Ordinary replies in this conversation are not texted: `chat` the customer wrote here last, `no-thread` no text was ever here. */
  | { kind: 'replies-not-texted'; why: 'chat' | 'no-thread' }
  /** Bots or AI agents have answered here, and what they say is not texted. */
  | { kind: 'bots-not-texted' }
  /** This customer's next text goes into another conversation, whose page in the inbox this is. */
  | { kind: 'moved'; conversationUrl: string }
  /** The customer has texted here from several numbers: replies go to this one. */
  | { kind: 'several-numbers'; address: string }
  /** Twilio stopped texts of this sender lately, and will stop the next. */
  | { kind: 'sender-blocked'; fault: Fault };

export interface PanelPerson {
  contactId: string;
  name: string | null;
}

/** Two contacts of one number, of which Intercom can merge the first into the second. */
export interface MergePair {
  lead: PanelPerson;
  user: PanelPerson;
}

/** A number as one may choose it. */
export interface PanelSender {
  address: string;
  label: string | null;
}

export interface PanelTemplate {
  id: string;
  name: string;
  body: string;
  source: 'ours' | 'macro';
}

interface Frame {
  /** IANA name of the zone in which dates are shown. */
  timeZone: string;
  readAt: Date;
  memory: PanelMemory;
  flash: PanelFlash | null;
}

export type PanelState =
  /** `installUrl`: where an admin sets Threadwire up. */
  | { screen: 'unknown-workspace'; installUrl: string }
  | { screen: 'unavailable'; memory: PanelMemory }
  | HomeScreen
  | TextsScreen
  | TextScreen
  | WriteScreen
  | TemplatesScreen
  | SendersScreen
  | NumberScreen
  | ConsentScreen
  | SignatureScreen
  | MergeScreen
  | LaterScreen
  | ConfirmScreen
  | ScheduledScreen;

export interface HomeScreen extends Frame {
  screen: 'home';
  /** Null: no number is known. */
  address: string | null;
  /** Why the contact's phone field gives no number: it holds several, or nothing that can be read. */
  unreadPhone: 'several' | 'unreadable' | null;
  /** Contacts with this number, the conversation's own first; none when it is known to nobody. */
  people: readonly PanelPerson[];
  /** Two of them that can be merged; null where there are none. */
  merge: MergePair | null;
  /** How many other numbers this contact is known by. */
  otherNumbers: number;
  /** Null where neither the contact nor the number tells. */
  customerZone: CustomerZone | null;
  sender: string | null;
  consent: ConsentState;
  warnings: readonly PanelWarning[];
  failure: FailureCard | null;
  /** Oldest first. */
  texts: readonly PanelText[];
  hasMoreTexts: boolean;
  /** The next ones, soonest first. */
  scheduled: readonly ScheduledText[];
  settingsUrl: string | null;
  /** The reader changes settings, so that they get there from here. */
  mayChangeSettings: boolean;
}

export interface TextsScreen extends Frame {
  screen: 'texts';
  /** Oldest first. */
  texts: readonly PanelText[];
  /** Scheduled texts of the same time that did not go, oldest first. */
  unsent: readonly ScheduledText[];
  /** The page that holds what was before these, by its newest text; null when there is nothing before. */
  olderThan: string | null;
  isNewest: boolean;
  /** Nothing may be written to this customer. */
  optedOut: boolean;
}

/** A file of a text. `url` opens it for a while; null where its bytes are not here. */
export interface PanelFile {
  name: string | null;
  /** Its place among the files of its text, from 0. */
  position: number;
  type: string;
  size: number | null;
  state: FileState;
  url: string | null;
  /** The width and height of a picture. */
  pixels: { width: number; height: number } | null;
}

export interface TextScreen extends Frame {
  screen: 'text';
  text: PanelText;
  files: readonly PanelFile[];
  parts: readonly PanelPart[];
  /** The sum of what is known; null when nothing is. */
  price: { amount: string; currency: string; isWhole: boolean } | null;
  sender: string;
  /** Nothing may be written to this customer. */
  optedOut: boolean;
  failure: FailureCard | null;
  /** Quiet hours hold it, until then on these clocks (IANA name). */
  wait: { until: Date; zone: string; mayGoNow: boolean } | null;
  trace: readonly TraceFact[];
  settingsUrl: string | null;
}

/** `as`: how it goes to this customer from this number. */
export interface AttachedFile {
  name: string | null;
  type: string;
  bytes: number;
  as: 'mms' | 'link';
}

export interface WriteScreen extends Frame {
  screen: 'write';
  to: string;
  name: string | null;
  sender: string | null;
  senders: readonly PanelSender[];
  draft: Draft;
  /** Why nothing may be sent to this number from this sender; null when it may. */
  refusal: Refused | null;
  /** The country (ISO 3166-1 alpha-2) whose daily limit was reached, so that a text waits; null where none was. */
  overLimit: string | null;
  check: TextCheck | null;
  /** The file behind the typed link, once it was checked. */
  attached: AttachedFile | null;
  /** Fields that have neither a value nor a fallback, as they are written. */
  missingFields: readonly string[];
  /** The values that the other fields were given just now. */
  filledFields: readonly { field: string; value: string }[];
  hasTemplates: boolean;
  /** The workspace has texts signed: with this line, or with none where the agent's name is not known. Null where it has not. */
  signature: { line: string | null } | null;
  scheduled: ScheduledText | null;
}

export interface TemplatesScreen extends Frame {
  screen: 'templates';
  query: string;
  templates: readonly PanelTemplate[];
  /** Intercom has more macros than could be read. */
  isCut: boolean;
  page: number;
  pages: number;
}

export interface SendersScreen extends Frame {
  screen: 'senders';
  query: string;
  senders: readonly PanelSender[];
  page: number;
  pages: number;
}

export interface NumberScreen extends Frame {
  screen: 'number';
  /** Numbers this contact is known by, the one in use first. */
  numbers: readonly { address: string; people: readonly PanelPerson[] }[];
  typed: string;
  /** Two contacts of the number in use that can be merged; null where there are none. */
  merge: MergePair | null;
  /** There is a contact on whom a new number can be saved. */
  maySave: boolean;
}

export interface ConsentScreen extends Frame {
  screen: 'consent';
  address: string;
  sender: string | null;
  consent: ConsentState;
  /** The latest words, the newest first. */
  evidence: readonly Evidence[];
  reason: string;
}

export interface MergeScreen extends Frame {
  screen: 'merge';
  pair: MergePair;
  /** The number that both have. */
  address: string;
}

export interface SignatureScreen extends Frame {
  screen: 'signature';
  /** The agent's own line; null where they have none. */
  own: string | null;
  /** The line with their first name; null where their name is not known. */
  usual: string | null;
  typed: string;
}

export interface LaterScreen extends Frame {
  screen: 'later';
  to: string;
  /** IANA name of the zone in which a time is chosen. */
  zone: string;
  /** False: the customer's is not known, so it is the workspace's. */
  isCustomersZone: boolean;
  presets: readonly { id: LaterPreset; at: Date }[];
  /** The typed words can mean any of these. */
  choices: readonly Date[];
  typed: string;
}

/** A time is shown as it was read; nothing is scheduled yet. */
export interface ConfirmScreen extends Frame {
  screen: 'confirm';
  to: string;
  sender: string;
  body: string;
  at: Date;
  /** IANA name: the customer's zone, else the workspace's. */
  zone: string;
  isCustomersZone: boolean;
  /** The next morning there, where the time is at night. */
  morning: Date | null;
  /** The workspace keeps quiet hours then, so that the text can only go in the morning. */
  mustWait: boolean;
}

export interface ScheduledScreen extends Frame {
  screen: 'scheduled';
  /** Soonest first. */
  scheduled: readonly ScheduledText[];
  /** The one that was opened; null for the list. */
  open: ScheduledText | null;
  /** Nothing may be written to this customer. */
  optedOut: boolean;
}
