// Our calls to Intercom, typed; one try each, since none can be repeated blindly.
import type { Contact, Conversation, Part } from '../../domain/conversation.ts';
import type { Attempt } from '../../domain/errors.ts';
import { type Checked, mapRead } from '../../lib/schema.ts';
import {
  type Me,
  readAdmins,
  readAnything,
  readConversations,
  readCreatedConversation,
  readId,
  readMacros,
  readMe,
  readNamed,
  readTeams,
} from '../shapes/answers.ts';
import { readConversation } from '../shapes/conversations.ts';
import { readPart } from '../shapes/parts.ts';
import { type CallOptions, createCall } from './call.ts';
import { contactCalls } from './contact-calls.ts';
import { type MovedPage, readMovedPage } from './moved-page.ts';
import { operations } from './operations.ts';
import { orTicket } from './tickets.ts';

export type IntercomClient = ReturnType<typeof createIntercomClient>;

/** Every method throws an IntercomError when the call fails. */
export function createIntercomClient(options: CallOptions) {
  const call = createCall(options);
  const now = () => new Date(options.now());
  const readExchange = (answer: unknown) => readConversation(answer, now());
  return {
    ...contactCalls(call),

    /** The token's owner and workspace. */
    me(): Promise<Me> {
      return call(operations.getMe, 'GET', '/me', undefined, readMe);
    },

    async listAdmins(): Promise<{ id: string; name: string; mayWrite: boolean }[]> {
      const admins = await call(operations.listAdmins, 'GET', '/admins', undefined, readAdmins);
      return admins.map(({ id, name, mayWrite }) => ({ id, name: name ?? id, mayWrite }));
    },

    async listTeams(): Promise<{ id: string; name: string }[]> {
      const teams = await call(operations.listTeams, 'GET', '/teams', undefined, readTeams);
      return teams.map(({ id, name }) => ({ id, name: name ?? id }));
    },

    async assignConversation(id: string, to: { adminId: string; teamId: string }): Promise<void> {
      const body = { message_type: 'assignment', type: 'team', admin_id: to.adminId, assignee_id: to.teamId };
      const named = encodeURIComponent(id);
      const asTicket = { admin_id: Number(to.adminId), assignee_id: to.teamId };
      await orTicket(
        () => call(operations.manageConversation, 'POST', `/conversations/${named}/parts`, body, readAnything),
        () => call(operations.updateTicket, 'PUT', `/tickets/${named}`, asTicket, readAnything),
      );
    },

    async getAdminName(id: string): Promise<string | null> {
      const path = `/admins/${encodeURIComponent(id)}`;
      return (await call(operations.getAdmin, 'GET', path, undefined, readNamed)).name;
    },

    /** The workspace's macros as plain text, the ones changed last first, at most 150. */
    async listMacros(): Promise<{ id: string; name: string; body: string }[]> {
      const macros = await call(operations.listMacros, 'GET', '/macros?per_page=150', undefined, readMacros);
      return macros.map(({ id, name, body }) => ({ id, name: name ?? '', body }));
    },

    /** Makes the tag, or finds it: names are unique whatever their case. */
    async createTag(name: string): Promise<string> {
      return call(operations.createTag, 'POST', '/tags', { name }, readId);
    },

    async tagConversation(id: string, tag: { tagId: string; adminId: string }): Promise<void> {
      const body = { id: tag.tagId, admin_id: tag.adminId };
      const named = encodeURIComponent(id);
      await orTicket(
        () => call(operations.tagConversation, 'POST', `/conversations/${named}/tags`, body, readAnything),
        () => call(operations.tagTicket, 'POST', `/tickets/${named}/tags`, body, readAnything),
      );
    },

    async untagConversation(id: string, tag: { tagId: string; adminId: string }): Promise<void> {
      const path = `/${encodeURIComponent(id)}/tags/${encodeURIComponent(tag.tagId)}`;
      const body = { admin_id: tag.adminId };
      await orTicket(
        () => call(operations.untagConversation, 'DELETE', `/conversations${path}`, body, readAnything),
        () => call(operations.untagTicket, 'DELETE', `/tickets${path}`, body, readAnything),
      );
    },

    /** Opens one that is closed or snoozed. */
    async openConversation(id: string, by: { adminId: string }, _attempt: Attempt): Promise<void> {
      const body = { message_type: 'open', admin_id: by.adminId };
      const named = encodeURIComponent(id);
      const asTicket = { admin_id: Number(by.adminId), open: true };
      await orTicket(
        () => call(operations.manageConversation, 'POST', `/conversations/${named}/parts`, body, readAnything),
        () => call(operations.updateTicket, 'PUT', `/tickets/${named}`, asTicket, readAnything),
      );
    },

    /** Starts a conversation in the contact's name; `body` is plain text. */
    async createConversation(start: { contactId: string; role: Contact['role']; body: string }, _attempt: Attempt) {
      const body = { from: { type: start.role, id: start.contactId }, body: start.body };
      return call(operations.createConversation, 'POST', '/conversations', body, readCreatedConversation);
    },

    /** Adds to a conversation in the contact's name, which reopens a closed one; `body` is plain text. */
    async replyAsContact(
      conversationId: string,
      reply: { contactId: string; body: string },
      _attempt: Attempt,
    ): Promise<readonly Part[]> {
      const body = { message_type: 'comment', type: 'user', intercom_user_id: reply.contactId, body: reply.body };
      return postReply(conversationId, body);
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
      const named = encodeURIComponent(id);
      return orTicket(
        () => call(operations.getConversation, 'GET', `/conversations/${named}`, undefined, readExchange),
        () => call(operations.getTicket, 'GET', `/tickets/${named}`, undefined, readExchange),
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
      return call(operations.searchConversations, 'POST', '/conversations/search', body, read);
    },

    /** Conversations in which anything happened at or after `since`, without their parts, 150 at a time. */
    async findMoved(search: { since: Date; cursor: string | null }): Promise<MovedPage> {
      const value = [
        { field: 'updated_at', operator: '>', value: String(Math.floor(search.since.getTime() / 1000) - 1) },
      ];
      const pagination = { per_page: 150, ...(search.cursor === null ? {} : { starting_after: search.cursor }) };
      const body = { query: { operator: 'AND', value }, pagination };
      const read = (answer: unknown) => readMovedPage(answer, now());
      return call(operations.searchConversations, 'POST', '/conversations/search', body, read);
    },
  };

  /** The parts in the answer: the new one, and perhaps others that were made in the same instant. */
  function postReply(conversationId: string, body: object): Promise<readonly Part[]> {
    const named = encodeURIComponent(conversationId);
    const partsOf = (answer: unknown) => mapRead(readExchange(answer), ({ parts }) => parts);
    return orTicket(
      () => call(operations.reply, 'POST', `/conversations/${named}/reply`, body, partsOf),
      () => call(operations.replyToTicket, 'POST', `/tickets/${named}/reply`, body, readTicketReply),
    );
  }

  function readTicketReply(answer: unknown): Checked<readonly Part[]> {
    const part = readPart(answer, now());
    return { ok: true, value: part === null || part === 'unreadable' ? [] : [part] };
  }
}
