// One pretend workspace as tests and the demo have it: its records, and the acts of admins, bots and customers.
import {
  archiveContact,
  type ContactFields,
  createContact,
  deleteContact,
  livingContact,
  mergeContacts,
  unarchiveContact,
  updateContact,
} from './contacts.ts';
import {
  addContactReply,
  addPart,
  adminAuthor,
  assignConversation,
  beginConversation,
  contactAuthor,
  convertToTicket,
  deleteConversation,
  livingConversation,
  type PartDraft,
  redactPart,
} from './conversations/conversations.ts';
import { type AppDesk, Installation } from './install/installation.ts';
import { type CanvasAnswer, type CanvasClick, canvasRequest, postCanvas, submitRequest } from './panel/canvas.ts';
import type {
  AdminRecord,
  AttributeRecord,
  Author,
  ContactRecord,
  ContactRole,
  ConversationRecord,
  EventRecord,
  PartRecord,
  TagRecord,
  TeamRecord,
} from './records.ts';
import type { WorkspaceState } from './state.ts';
import { bodyFromText } from './text.ts';
import type { WebhookLogEntry, Webhooks } from './webhooks/webhooks.ts';

/** An admin's message; without `adminId` it is the first admin's. */
export interface Written {
  html: string;
  adminId?: string;
  attachments?: { name: string; url: string; content_type: string }[];
  /** Set for a message that another app made through the API. */
  appPackageCode?: string;
}

export interface NewContact extends ContactFields {
  role: ContactRole;
  externalId?: string;
  /** False posts no `contact.*.created`. */
  announce?: boolean;
}

export interface Assignment {
  /** An admin's or a team's id, or `0` for nobody. */
  to: string;
  html?: string;
  adminId?: string;
  topic?: 'conversation.admin.assigned' | 'conversation.admin.open.assigned';
}

const OPERATOR: Author = { type: 'bot', id: '5017690', name: 'Operator', email: 'operator@intercom.example' };
const SNOOZE_SECONDS = 24 * 60 * 60;

export class SimulatedWorkspace extends Installation {
  readonly id: string;
  readonly admins: readonly AdminRecord[];
  readonly teams: readonly TeamRecord[];
  readonly #state: WorkspaceState;
  readonly #webhooks: Webhooks;
  readonly #panel: { clientSecret: string; url(): string };

  constructor(
    state: WorkspaceState,
    webhooks: Webhooks,
    panel: { clientSecret: string; url(): string },
    desk: AppDesk,
  ) {
    super(state, desk);
    this.id = state.id;
    this.admins = state.settings.admins;
    this.teams = state.settings.teams;
    this.#state = state;
    this.#webhooks = webhooks;
    this.#panel = panel;
  }

  /** Every contact there ever was, also those that are archived, merged or deleted. */
  contacts(): readonly ContactRecord[] {
    return [...this.#state.contacts.values()];
  }

  conversations(): readonly ConversationRecord[] {
    return [...this.#state.conversations.values()];
  }

  conversation(id: string): ConversationRecord {
    return livingConversation(this.#state, id);
  }

  /** The conversation's messages and changes of state, its source first. */
  parts(conversationId: string): readonly PartRecord[] {
    const conversation = this.conversation(conversationId);
    return [conversation.source, ...conversation.parts];
  }

  tags(): readonly TagRecord[] {
    return this.#state.tags;
  }

  dataAttributes(): readonly AttributeRecord[] {
    return this.#state.attributes;
  }

  events(): readonly EventRecord[] {
    return this.#state.events;
  }

  /** A saved reply that every admin has. */
  addMacro(name: string, text: string): void {
    const { macros } = this.#state;
    macros.push({ id: String(macros.length + 1), name, text, changedAt: this.#state.seconds() });
  }

  /** A contact attribute that an admin made, holding text. */
  addAttribute(name: string): void {
    const state = this.#state;
    const made = { id: state.newAttributeId(), model: 'contact', name, dataType: 'string', description: null } as const;
    state.attributes.push({
      ...made,
      options: [],
      messengerWritable: false,
      archived: false,
      createdAt: state.seconds(),
    });
  }

  /** Archives an attribute, which then takes no value and keeps its name. */
  archiveAttribute(name: string, archived = true): void {
    for (const one of this.#state.attributes) if (one.name === name) one.archived = archived;
  }

  /** Makes the admin leave: Intercom takes nothing in their name, but their token stays in force. */
  adminLeaves(adminId: string): void {
    this.#state.departed.add(adminId);
  }

  adminReturns(adminId: string): void {
    this.#state.departed.delete(adminId);
  }

  /** Takes the admin's seat in the inbox: they stay a teammate, but may not write there. */
  takeSeat(adminId: string): void {
    this.#state.seatless.add(adminId);
  }

  teamIsDeleted(teamId: string): void {
    this.#state.deletedTeams.add(teamId);
  }

  addContact({ announce, ...fields }: NewContact): ContactRecord {
    return createContact(this.#state, fields, announce ?? true);
  }

  updateContact(id: string, changes: ContactFields): ContactRecord {
    return updateContact(this.#state, id, changes);
  }

  mergeContacts(leadId: string, userId: string): void {
    mergeContacts(this.#state, leadId, userId);
  }

  deleteContact(id: string): void {
    deleteContact(this.#state, id);
  }

  archiveContact(id: string): void {
    archiveContact(this.#state, id);
  }

  unarchiveContact(id: string): void {
    unarchiveContact(this.#state, id);
  }

  /** Blocks the contact, who may not write until `unblockContact`. */
  blockContact(id: string): void {
    livingContact(this.#state, id).blocked = true;
  }

  unblockContact(id: string): void {
    livingContact(this.#state, id).blocked = false;
  }

  deleteConversation(id: string): void {
    deleteConversation(this.#state, id);
  }

  reply(conversationId: string, written: Written): string {
    const wakes = this.conversation(conversationId).state === 'snoozed';
    const draft: Partial<PartDraft> = { ...this.#draft(written), ...(wakes ? { state: 'open' } : {}) };
    return this.#add(conversationId, 'comment', draft, ['conversation.admin.replied']);
  }

  note(conversationId: string, written: Written): string {
    return this.#add(conversationId, 'note', this.#draft(written), ['conversation.admin.noted']);
  }

  /** Closes, and with `html` sends and closes; `alsoReplied` posts the part under conversation.admin.replied as well. */
  close(conversationId: string, written: Partial<Written> & { alsoReplied?: boolean } = {}): string {
    const topics = ['conversation.admin.closed', ...(written.alsoReplied ? ['conversation.admin.replied'] : [])];
    return this.#add(conversationId, 'close', { ...this.#draft(written), state: 'closed' }, topics);
  }

  open(conversationId: string, written: Partial<Written> = {}): string {
    return this.#add(conversationId, 'open', { ...this.#draft(written), state: 'open' }, ['conversation.admin.opened']);
  }

  assign(conversationId: string, { to, topic, ...written }: Assignment): string {
    const type = this.teams.some((team) => team.id === to) ? 'team' : 'admin';
    const conversation = this.conversation(conversationId);
    return assignConversation(this.#state, conversation, { type, id: to }, this.#draft(written), topic).id;
  }

  snooze(conversationId: string): string {
    this.conversation(conversationId).snoozedUntil = this.#state.seconds() + SNOOZE_SECONDS;
    return this.#add(conversationId, 'snoozed', { state: 'snoozed' }, ['conversation.admin.snoozed']);
  }

  /** A part of any type, announced as an admin's reply unless told. */
  addPart(
    conversationId: string,
    partType: string,
    written: Partial<Written>,
    topics = ['conversation.admin.replied'],
  ): string {
    return this.#add(conversationId, partType, this.#draft(written), topics);
  }

  /** Deletes the words of a message. */
  redact(conversationId: string, partId: string): void {
    redactPart(this.#state, this.conversation(conversationId), partId);
  }

  /** Changes the words of a message. No topic tells of it. */
  edit(conversationId: string, partId: string, html: string): void {
    const part = this.parts(conversationId).find((one) => one.id === partId);
    if (part) part.body = html;
  }

  /** Removes a message without a trace. No topic tells of it. */
  removePart(conversationId: string, partId: string): void {
    const { parts } = this.conversation(conversationId);
    const index = parts.findIndex((one) => one.id === partId);
    if (index >= 0) parts.splice(index, 1);
  }

  /** Makes a customer ticket of a conversation; `hidden` is the refusal for calls that ask for the conversation. */
  convertToTicket(conversationId: string, options: { hidden?: 403 | 404 } = {}): void {
    this.#state.hidesTickets = options.hidden ?? null;
    convertToTicket(this.#state, this.conversation(conversationId));
  }

  /** Runs once, after the next part that the API makes and before that call is answered. */
  meanwhile(act: () => void): void {
    this.#state.doMeanwhile(act);
  }

  /** A bot's or workflow's message comes under both topics, as seen live, unless told. */
  botReply(
    conversationId: string,
    written: { html: string },
    topics = ['conversation.operator.replied', 'conversation.admin.replied'],
  ): string {
    const draft = { author: OPERATOR, body: written.html };
    return this.#add(conversationId, 'comment', draft, topics);
  }

  /** An admin writes to a contact first. */
  startConversation(contactId: string, written: Written): { conversationId: string; sourceId: string } {
    const conversation = beginConversation(this.#state, {
      ...this.#draft(written),
      body: written.html,
      contact: livingContact(this.#state, contactId),
      topic: 'conversation.admin.single.created',
    });
    return { conversationId: conversation.id, sourceId: conversation.source.id };
  }

  /** A chat message: gives the new part's id, or the new conversation's id where `conversationId` is null. */
  customerWritesInMessenger(conversationId: string | null, contactId: string, text: string): string {
    const contact = livingContact(this.#state, contactId);
    const body = bodyFromText(text);
    contact.lastSeenAt = this.#state.seconds();
    if (conversationId !== null) {
      return addContactReply(this.#state, this.conversation(conversationId), contact, { body }).id;
    }
    const author = contactAuthor(contact);
    return beginConversation(this.#state, { contact, author, body, topic: 'conversation.user.created' }).id;
  }

  async canvasInitialize(conversationId: string, viewer: { adminId?: string } = {}): Promise<CanvasAnswer> {
    const request = canvasRequest(this.#state, conversationId, viewer.adminId);
    return postCanvas(`${this.#panel.url()}/initialize`, request, this.#panel.clientSecret);
  }

  async canvasSubmit(conversationId: string, click: CanvasClick): Promise<CanvasAnswer> {
    const request = submitRequest(this.#state, conversationId, click);
    return postCanvas(`${this.#panel.url()}/submit`, request, this.#panel.clientSecret);
  }

  /** Posts any item under any topic; `overrides` replace fields of the envelope, such as `{ id: null }`. */
  postWebhook(topic: string, item: unknown, overrides: Record<string, unknown> = {}): void {
    this.#webhooks.post(this.#state, topic, item, overrides);
  }

  webhookLog(): readonly WebhookLogEntry[] {
    return this.#webhooks.log.filter((entry) => entry.workspaceId === this.id);
  }

  #draft(written: Partial<Written>): Pick<PartDraft, 'author' | 'body' | 'attachments' | 'appPackageCode'> {
    return {
      author: adminAuthor(this.#state, written.adminId),
      body: written.html ?? null,
      attachments: (written.attachments ?? []).map((attachment) => ({ ...attachment, filesize: 0 })),
      appPackageCode: written.appPackageCode ?? null,
    };
  }

  #add(
    conversationId: string,
    partType: PartDraft['partType'],
    draft: Partial<PartDraft>,
    topics: readonly string[],
  ): string {
    const conversation = this.conversation(conversationId);
    const whole: PartDraft = { author: adminAuthor(this.#state), ...draft, partType };
    return addPart(this.#state, conversation, whole, topics).id;
  }
}
