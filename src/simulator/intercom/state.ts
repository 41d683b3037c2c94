// The state of one pretend Intercom workspace, its ids, and its events.
import { createHash } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { notFound, Refusal } from './errors.ts';
import type {
  AdminRecord,
  AttributeRecord,
  ContactRecord,
  ContactRole,
  ConversationRecord,
  EventRecord,
  MacroRecord,
  OfficeHoursRecord,
  PartRecord,
  SubscriptionTypeRecord,
  TagRecord,
  TeamRecord,
} from './records.ts';
import { Shelves } from './shelves.ts';

export type Subject =
  | { kind: 'conversation'; conversation: ConversationRecord; part: PartRecord | null }
  | { kind: 'contact tagged'; tag: TagRecord; contact: ContactRecord }
  | { kind: 'conversation tagged'; tag: TagRecord; conversation: ConversationRecord }
  | { kind: 'deleted conversation'; conversationId: string }
  | { kind: 'subscription'; contact: ContactRecord; type: SubscriptionTypeRecord }
  | { kind: 'contact'; contact: ContactRecord; mergedFrom?: { role: ContactRole; id: string } };

/** A workspace's events: `announce` leads to webhooks, `changed` to a page that draws the inbox. */
export interface Outlet {
  announce(workspaceId: string, topic: string, subject: Subject): void;
  changed(kind: string, workspaceId: string, conversationId?: string): void;
}

export interface WorkspaceSettings {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly region: string;
  readonly admins: readonly AdminRecord[];
  readonly teams: readonly TeamRecord[];
  /** `strict` refuses attribute names with underscores, as Intercom's own text about names does. */
  readonly attributeNames: 'any' | 'strict';
}

// Above 2^31 for conversations and parts, as live ids are. Every workspace starts at the same numbers, because Intercom's
// ids are unique only within one (https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/unversioned-changes).
const FIRST_CONVERSATION = 215_470_000_000_001;
const FIRST_PART = 45_760_000_001;
const FIRST_TAG = 17_513;
const FIRST_ATTRIBUTE = 12_878;

export class WorkspaceState {
  readonly settings: WorkspaceSettings;
  readonly clock: Clock;
  readonly outlet: Outlet;
  readonly createdAt: number;
  readonly contacts = new Map<string, ContactRecord>();
  readonly conversations = new Map<string, ConversationRecord>();
  readonly tags: TagRecord[] = [];
  readonly attributes: AttributeRecord[] = [];
  readonly subscriptionTypes: SubscriptionTypeRecord[] = [];
  readonly events: EventRecord[] = [];
  readonly macros: MacroRecord[] = [];
  /** Null: the API of office hours is not enabled. */
  officeHours: OfficeHoursRecord[] | null = null;
  readonly shelves = new Shelves();
  /** The app is installed: it was given a token or has exchanged a code. */
  installed = false;
  /** Permissions that the app lacks here, each with the code of its refusal. */
  readonly withdrawn = new Map<string, string>();
  readonly deletedTeams = new Set<string>();
  /** Admins who are no longer teammates, by their ids. */
  readonly departed = new Set<string>();
  /** Admins without a seat in the inbox, by their ids. */
  readonly seatless = new Set<string>();
  /** Admins whose e-mail address is not verified, by their ids. */
  readonly unverified = new Set<string>();
  /** The refusal for a ticket that is asked for as a conversation; null: it is shown. */
  hidesTickets: 403 | 404 | null = null;
  /** Runs once between the making of a part and the answer to that call, as people's acts may. */
  #meanwhile: (() => void) | null = null;
  #lastContact = 0;
  #nextConversation = FIRST_CONVERSATION;
  #nextPart = FIRST_PART;
  #nextTag = FIRST_TAG;
  #nextAttribute = FIRST_ATTRIBUTE;

  constructor(settings: WorkspaceSettings, clock: Clock, outlet: Outlet) {
    this.settings = settings;
    this.clock = clock;
    this.outlet = outlet;
    this.createdAt = this.seconds();
  }

  doMeanwhile(act: () => void): void {
    this.#meanwhile = act;
  }

  meanwhile(): void {
    const act = this.#meanwhile;
    this.#meanwhile = null;
    act?.();
  }

  get id(): string {
    return this.settings.id;
  }

  seconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** 24 hexadecimal digits, like live contact ids. */
  newContactId(): string {
    this.#lastContact += 1;
    const place = createHash('sha1').update(this.id).digest('hex').slice(0, 10);
    return `${this.seconds().toString(16).padStart(8, '0').slice(-8)}${place}${hex(this.#lastContact, 6)}`;
  }

  newConversationId(): string {
    return String(this.#nextConversation++);
  }

  newPartId(): string {
    return String(this.#nextPart++);
  }

  newTagId(): string {
    return String(this.#nextTag++);
  }

  newAttributeId(): number {
    return this.#nextAttribute++;
  }

  /** The present teammates. */
  teammates(): AdminRecord[] {
    return this.settings.admins.filter(({ id }) => !this.departed.has(id));
  }

  /**
   * The admin of that id, or the first one where none is named. Intercom was seen to answer the same for an admin who has left
   * as for an unknown id. @throws Refusal 404 for nobody's id, 403 without a seat
   */
  admin(adminId?: string): AdminRecord {
    if (adminId === undefined) return this.owner();
    if (this.departed.has(adminId)) throw notFound();
    if (this.seatless.has(adminId)) throw new Refusal(403, 'action_forbidden', 'This admin has no seat in the inbox');
    const admin = this.settings.admins.find((one) => one.id === adminId);
    if (!admin) throw new Refusal(404, 'admin_not_found', 'Admin not found');
    return admin;
  }

  /** The admin who acts where none is named. */
  owner(): AdminRecord {
    const [first] = this.settings.admins;
    if (!first) throw new Error(`workspace ${this.id} has no admin`);
    return first;
  }

  announce(topic: string, subject: Subject): void {
    this.outlet.announce(this.id, topic, subject);
    const conversationId =
      subject.kind === 'conversation'
        ? subject.conversation.id
        : subject.kind === 'deleted conversation'
          ? subject.conversationId
          : undefined;
    this.outlet.changed(topic, this.id, conversationId);
  }
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
