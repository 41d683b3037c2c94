// Our calls to Intercom, typed; one try each, since none can be repeated blindly.
import type { Contact, Conversation, Part } from '../../domain/conversation.ts';
import type { Attempt } from '../../domain/errors.ts';
import type { IntercomHours } from '../../domain/times/office-hours.ts';
import { type Checked, mapRead } from '../../lib/schema.ts';
import {
  type Me,
  readAdmins,
  readAdminTeams,
  readAnything,
  readConversations,
  readCreatedConversation,
  readId,
  readMe,
  readNamed,
  readTeams,
} from '../shapes/answers.ts';
import { readConversation } from '../shapes/conversations.ts';
import { readExceptions, readSchedules } from '../shapes/office-hours.ts';
import { readPart } from '../shapes/parts.ts';
import { type CallOptions, createCall } from './call.ts';
import { contactCalls } from './contact-calls.ts';
import { customerCalls } from './customer-calls.ts';
import { type MacroPage, macrosPerPage, readMacroPage } from './macro-page.ts';
import { type MovedPage, readMovedPage } from './moved-page.ts';
import { operations } from './operations.ts';
import { orTicket } from './tickets.ts';
import type { UploadedBytes } from './upload.ts';

export type IntercomClient = ReturnType<typeof createIntercomClient>;

/** Every method throws an IntercomError when the call fails. */
export function createIntercomClient(options: CallOptions) {
  const call = createCall(options);
  const now = () => new Date(options.now());
  const readExchange = (answer: unknown) => readConversation(answer, now());
  return {
    ...contactCalls(call),
    ...customerCalls(call),

    /** The token's owner and workspace. */
    me(): Promise<Me> {
      return call(operations.getMe, {}, readMe);
    },

    async listAdmins(): Promise<{ id: string; name: string; mayWrite: boolean }[]> {
      const admins = await call(operations.listAdmins, {}, readAdmins);
      return admins.map(({ id, name, mayWrite }) => ({ id, name: name ?? id, mayWrite }));
    },

    async listTeams(): Promise<{ id: string; name: string }[]> {
      const teams = await call(operations.listTeams, {}, readTeams);
      return teams.map(({ id, name }) => ({ id, name: name ?? id }));
    },

    async assignConversation(id: string, to: { adminId: string; teamId: string }): Promise<void> {
      const body = { message_type: 'assignment', type: 'team', admin_id: to.adminId, assignee_id: to.teamId };
      const asTicket = { admin_id: Number(to.adminId), assignee_id: to.teamId };
      await orTicket(
        () => call(operations.manageConversation, { at: { id }, body }, readAnything),
        () => call(operations.updateTicket, { at: { id }, body: asTicket }, readAnything),
      );
    },

    async getAdminName(id: string): Promise<string | null> {
      return (await call(operations.getAdmin, { at: { id } }, readNamed)).name;
    },

    /** The ids of the teams that an admin is in. */
    async getAdminTeams(id: string): Promise<string[]> {
      return call(operations.getAdmin, { at: { id } }, readAdminTeams);
    },

    /** The macros that changed last come first. `cursor`: as the page before says it; null for the first page. */
    async listMacros(cursor: string | null): Promise<MacroPage> {
      const query = { per_page: macrosPerPage, ...(cursor === null ? {} : { starting_after: cursor }) };
      return call(operations.listMacros, { query }, readMacroPage);
    },

    /** The first schedule with its exceptions; null where there is none. */
    async getOfficeHours(): Promise<IntercomHours['schedule']> {
      const [schedule] = await call(operations.listOfficeHours, {}, readSchedules);
      if (schedule === undefined) return null;
      const { id, ...hours } = schedule;
      return { ...hours, dates: await call(operations.listOfficeHoursExceptions, { at: { id } }, readExceptions) };
    },

    /** Makes the tag, or finds it: names are unique whatever their case. */
    async createTag(name: string): Promise<string> {
      return call(operations.createTag, { body: { name } }, readId);
    },

    async tagConversation(id: string, tag: { tagId: string; adminId: string }): Promise<void> {
      const body = { id: tag.tagId, admin_id: tag.adminId };
      await orTicket(
        () => call(operations.tagConversation, { at: { id }, body }, readAnything),
        () => call(operations.tagTicket, { at: { id }, body }, readAnything),
      );
    },

    async untagConversation(id: string, tag: { tagId: string; adminId: string }): Promise<void> {
      const given = { at: { id, tag_id: tag.tagId }, body: { admin_id: tag.adminId } };
      await orTicket(
        () => call(operations.untagConversation, given, readAnything),
        () => call(operations.untagTicket, given, readAnything),
      );
    },

    /** Opens one that is closed or snoozed. */
    async openConversation(id: string, by: { adminId: string }, _attempt: Attempt): Promise<void> {
      const body = { message_type: 'open', admin_id: by.adminId };
      const asTicket = { admin_id: Number(by.adminId), open: true };
      await orTicket(
        () => call(operations.manageConversation, { at: { id }, body }, readAnything),
        () => call(operations.updateTicket, { at: { id }, body: asTicket }, readAnything),
      );
    },

    /** Starts a conversation in the contact's name; `body` is plain text. */
    async createConversation(start: { contactId: string; role: Contact['role']; body: string }, _attempt: Attempt) {
      const body = { from: { type: start.role, id: start.contactId }, body: start.body };
      return call(operations.createConversation, { body }, readCreatedConversation);
    },

    /** Adds to a conversation in the contact's name, which reopens a closed one; `body` is plain text. */
    async replyAsContact(
      conversationId: string,
      reply: { contactId: string; body: string; files?: readonly UploadedBytes[] },
      _attempt: Attempt,
    ): Promise<readonly Part[]> {
      const body = { message_type: 'comment', type: 'user', intercom_user_id: reply.contactId, body: reply.body };
      return postReply(conversationId, body, reply.files ?? []);
    },

    /** Adds an internal note; `body` may be simple HTML. */
    async addNote(
      conversationId: string,
      note: { adminId: string; body: string },
      _attempt: Attempt,
    ): Promise<readonly Part[]> {
      const body = { message_type: 'note', type: 'admin', admin_id: note.adminId, body: note.body };
      return postReply(conversationId, body);
    },

    /** Adds to a conversation in an admin's name, without Intercom delivering it by other channels; `body` may be simple HTML. */
    async addComment(
      conversationId: string,
      comment: { adminId: string; body: string },
      _attempt: Attempt,
    ): Promise<readonly Part[]> {
      const { adminId, body } = comment;
      return postReply(conversationId, {
        message_type: 'comment',
        type: 'admin',
        admin_id: adminId,
        body,
        skip_notifications: true,
      });
    },

    /** With its 500 most recent parts, bodies as HTML; as the ticket that it was turned into, where it is only that. */
    async getConversation(id: string): Promise<Conversation> {
      return orTicket(
        () => call(operations.getConversation, { at: { id } }, readExchange),
        () => call(operations.getTicket, { at: { id } }, readExchange),
      );
    },

    /** Conversations of a contact made at or after `since`, without their parts. New ones may be missing for minutes. */
    async findConversations(search: { contactId: string; since: Date }): Promise<Conversation[]> {
      const seconds = Math.floor(search.since.getTime() / 1000) - 1;
      const value = [
        { field: 'contact_ids', operator: '=', value: search.contactId },
        { field: 'created_at', operator: '>', value: String(seconds) },
      ];
      const body = { query: { operator: 'AND', value }, pagination: { per_page: 50 } };
      const read = (answer: unknown) => readConversations(answer, now());
      return call(operations.searchConversations, { body }, read);
    },

    /** Conversations in which anything happened at or after `since`, without their parts, 150 at a time. */
    async findMoved(search: { since: Date; cursor: string | null }): Promise<MovedPage> {
      const value = [
        { field: 'updated_at', operator: '>', value: String(Math.floor(search.since.getTime() / 1000) - 1) },
      ];
      const pagination = { per_page: 150, ...(search.cursor === null ? {} : { starting_after: search.cursor }) };
      const body = { query: { operator: 'AND', value }, pagination };
      const read = (answer: unknown) => readMovedPage(answer, now());
      return call(operations.searchConversations, { body }, read);
    },
  };

  /** The parts in the answer: the new one, and perhaps others that were made in the same instant. */
  function postReply(
    conversationId: string,
    body: object,
    files: readonly UploadedBytes[] = [],
  ): Promise<readonly Part[]> {
    const at = { id: conversationId };
    const partsOf = (answer: unknown) => mapRead(readExchange(answer), ({ parts }) => parts);
    return orTicket(
      () => call(operations.reply, { at, body, files }, partsOf),
      () => call(operations.replyToTicket, { at, body, files }, readTicketReply),
    );
  }

  function readTicketReply(answer: unknown): Checked<readonly Part[]> {
    const part = readPart(answer, now());
    return { ok: true, value: part === null || part === 'unreadable' ? [] : [part] };
  }
}
