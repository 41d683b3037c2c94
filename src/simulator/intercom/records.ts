// The records of a pretend workspace: people, conversations and their parts, tags, attributes, events.

export type ContactRole = 'user' | 'lead';
export type ConversationState = 'open' | 'closed' | 'snoozed';
/** `comment`, `note`, `close` and so on; Intercom has dozens, and adds more. */
export type PartType = string;

export interface AdminRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface TeamRecord {
  readonly id: string;
  readonly name: string;
  readonly adminIds: readonly string[];
}

/** A saved reply: its words as people wrote them, with fields. */
export interface MacroRecord {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** The teams that see it; null: everyone. */
  readonly teamIds: readonly string[] | null;
  /** Unix seconds. */
  readonly changedAt: number;
}

export interface TagRecord {
  readonly id: string;
  name: string;
}

/** A kind of messages that contacts subscribe to; made by people, never by the API. */
export interface SubscriptionTypeRecord {
  readonly id: string;
  readonly name: string;
  state: 'live' | 'draft' | 'archived';
  readonly consentType: 'opt_in' | 'opt_out';
  readonly contentTypes: readonly ('email' | 'sms_message')[];
}

/** `appliedAt` is in seconds; `appliedBy` is an admin's id. */
export interface AppliedTag {
  readonly tag: TagRecord;
  readonly appliedAt: number;
  readonly appliedBy: string | null;
}

export interface AttributeRecord {
  readonly id: number;
  readonly model: 'contact' | 'company';
  readonly name: string;
  readonly dataType: string;
  description: string | null;
  options: readonly string[];
  messengerWritable: boolean;
  archived: boolean;
  readonly createdAt: number;
}

/** Times are in seconds as on the wire, but for `bornAt`, the clock's milliseconds when search began to learn of it. */
export interface ContactRecord {
  readonly id: string;
  readonly bornAt: number;
  readonly createdAt: number;
  role: ContactRole;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  avatar: string | null;
  ownerId: string | null;
  unsubscribedFromEmails: boolean;
  updatedAt: number;
  signedUpAt: number | null;
  lastSeenAt: number | null;
  lastRepliedAt: number | null;
  lastContactedAt: number | null;
  /** Where Intercom saw the contact last, by the address of their browser. */
  location: { country: string | null; region: string | null; city: string | null };
  customAttributes: Record<string, unknown>;
  tags: TagRecord[];
  /** The types that the contact chose something about, by their ids: an opt-in, or an opt-out, as the type has it. */
  chosenSubscriptions: string[];
  archived: boolean;
  /** An agent has blocked the contact: Intercom takes no message from them. */
  blocked: boolean;
  deleted: boolean;
  mergedInto: string | null;
  mergeHistory: { id: string; role: ContactRole; mergedAt: number }[];
}

export interface Author {
  readonly type: 'user' | 'lead' | 'admin' | 'bot';
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

export interface AttachmentRecord {
  readonly name: string;
  readonly url: string;
  readonly content_type: string;
  readonly filesize: number;
}

/** A message or a state change; `body` is HTML, until it is deleted or edited; `state` is the conversation's after it. */
export interface PartRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly partType: PartType;
  body: string | null;
  redacted: boolean;
  readonly author: Author;
  readonly attachments: readonly AttachmentRecord[];
  readonly createdAt: number;
  readonly assignedTo: { type: 'admin' | 'team'; id: string } | null;
  readonly state: ConversationState;
  /** Set where the part was made through the API, as Intercom sets it. */
  readonly appPackageCode: string | null;
  readonly skipNotifications: boolean;
}

export interface ConversationRecord {
  readonly id: string;
  readonly bornAt: number;
  readonly createdAt: number;
  readonly deliveredAs: 'customer_initiated' | 'admin_initiated';
  readonly source: PartRecord;
  /** Null where it began as no email. */
  readonly emailSubject: string | null;
  readonly parts: PartRecord[];
  contactIds: string[];
  title: string | null;
  state: ConversationState;
  read: boolean;
  updatedAt: number;
  waitingSince: number | null;
  snoozedUntil: number | null;
  adminAssigneeId: string | null;
  teamAssigneeId: string | null;
  tags: AppliedTag[];
  customAttributes: Record<string, unknown>;
  /** Set once it was turned into a ticket. */
  ticket: { category: 'Customer' | 'Back-office' | 'Tracker' } | null;
}

/** An event from `POST /events`; `createdAt` in seconds. */
export interface EventRecord {
  readonly contactId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A schedule of office hours. Minutes count from Monday's midnight, in an exception from its date's. */
export interface OfficeHoursRecord {
  id: string;
  name: string;
  timeZone: string;
  open: readonly (readonly [start: number, end: number])[];
  exceptions: readonly { date: string; open: readonly (readonly [start: number, end: number])[]; isYearly: boolean }[];
  createdAt: number;
}
