// One pretend workspace as tests and the demo have it: its people, its conversations and its panel.
import { livingContact } from './contacts.ts';
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
import type { AppDesk } from './install/installation.ts';
import { type CanvasAnswer, type CanvasClick, canvasRequest, postCanvas, submitRequest } from './panel/canvas.ts';
import type { Author, ConversationRecord, PartRecord } from './records.ts';
import type { WorkspaceState } from './state.ts';
import { createOrFindTag, tagContact } from './tags.ts';
import { bodyFromText } from './text.ts';
import type { WebhookLogEntry, Webhooks } from './webhooks/webhooks.ts';
import { PeopledWorkspace } from './workspace-people.ts';

/** An admin's message; without `adminId` it is the first admin's. */
export interface Written {
  html: string;
  adminId?: string;
  /** Seconds since 1970, for words whose webhook comes late; now where absent. */
  createdAt?: number;
  attachments?: { name: string; url: string; content_type: string; filesize?: number }[];
  /** Set for a message that another app made through the API. */
  appPackageCode?: string;
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

export class SimulatedWorkspace extends PeopledWorkspace {
  readonly id: string;
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
    this.#state = state;
    this.#webhooks = webhooks;
    this.#panel = panel;
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

  /** A tag that somebody puts on a contact; it is made if there is none of the name. */
  tagContact(contactId: string, name: string): void {
    tagContact(this.#state, livingContact(this.#state, contactId), createOrFindTag(this.#state, name));
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

  #draft(
    written: Partial<Written>,
  ): Pick<PartDraft, 'author' | 'body' | 'attachments' | 'createdAt' | 'appPackageCode'> {
    return {
      author: adminAuthor(this.#state, written.adminId),
      body: written.html ?? null,
      createdAt: written.createdAt,
      attachments: (written.attachments ?? []).map((attachment) => ({ filesize: 0, ...attachment })),
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
