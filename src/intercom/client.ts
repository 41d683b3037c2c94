// What we ask of Intercom, typed; one try a call, since nothing here can be repeated blindly.
import type { Contact, Conversation, Part } from '../domain/conversation.ts';
import type { Attempt } from '../domain/errors.ts';
import {
  checkAdmin,
  checkAdminList,
  checkConversation,
  checkConversationList,
  checkCreatedConversation,
  checkId,
  checkMacroList,
  checkMe,
  checkTeamList,
} from './answers.ts';
import { type CallOptions, createCall } from './call.ts';
import { contactCalls } from './contact-calls.ts';
import { sourcePartId, toConversation } from './conversations.ts';
import { operations } from './operations.ts';
import { regionSaid } from './regions.ts';

export type IntercomClient = ReturnType<typeof createIntercomClient>;

/** Every method throws an IntercomError when the call fails. */
export function createIntercomClient(options: CallOptions) {
  const call = createCall(options);
  const now = () => new Date(options.now());
  return {
    ...contactCalls(call),

    /** The token's owner and workspace. */
    async me() {
      const me = await call(operations.getMe, 'GET', '/me', undefined, checkMe);
      return {
        adminId: String(me.id),
        adminName: me.name ?? '',
        isEmailVerified: me.email_verified ?? false,
        workspaceId: me.app.id_code,
        name: me.app.name ?? me.app.id_code,
        timezone: me.app.timezone ?? 'UTC',
        /** Null where Intercom does not say so in words that we know. */
        region: regionSaid(me.app.region ?? '') ?? null,
      };
    },

    async listAdmins(): Promise<{ id: string; name: string }[]> {
      const list = await call(operations.listAdmins, 'GET', '/admins', undefined, checkAdminList);
      return list.admins.map(({ id, name }) => ({ id: String(id), name: name ?? String(id) }));
    },

    async listTeams(): Promise<{ id: string; name: string }[]> {
      const list = await call(operations.listTeams, 'GET', '/teams', undefined, checkTeamList);
      return list.teams.map(({ id, name }) => ({ id: String(id), name: name ?? String(id) }));
    },

    async assignConversation(id: string, to: { adminId: string; teamId: string }): Promise<void> {
      const body = { message_type: 'assignment', type: 'team', admin_id: to.adminId, assignee_id: to.teamId };
      const path = `/conversations/${encodeURIComponent(id)}/parts`;
      await call(operations.assignConversation, 'POST', path, body, checkId);
    },

    async getAdminName(id: string): Promise<string | null> {
      const path = `/admins/${encodeURIComponent(id)}`;
      return (await call(operations.getAdmin, 'GET', path, undefined, checkAdmin)).name ?? null;
    },

    /** The workspace's macros as plain text, the ones changed last first, at most 150. */
    async listMacros(): Promise<{ id: string; name: string; body: string }[]> {
      const list = await call(operations.listMacros, 'GET', '/macros?per_page=150', undefined, checkMacroList);
      return list.data.map(({ id, name, body_text: body }) => ({ id: String(id), name: name ?? '', body: body ?? '' }));
    },

    /** Makes the tag, or finds it: names are unique whatever their case. */
    async createTag(name: string): Promise<string> {
      return String((await call(operations.createTag, 'POST', '/tags', { name }, checkId)).id);
    },

    async tagConversation(id: string, tag: { tagId: string; adminId: string }): Promise<void> {
      const body = { id: tag.tagId, admin_id: tag.adminId };
      await call(operations.tagConversation, 'POST', `/conversations/${encodeURIComponent(id)}/tags`, body, checkId);
    },

    /** Starts a conversation in the contact's name; `body` is plain text. */
    async createConversation(start: { contactId: string; role: Contact['role']; body: string }, _attempt: Attempt) {
      const body = { from: { type: start.role, id: start.contactId }, body: start.body };
      const made = await call(operations.createConversation, 'POST', '/conversations', body, checkCreatedConversation);
      return { conversationId: String(made.conversation_id), partId: sourcePartId(String(made.id)) };
    },

    /** Adds to a conversation in the contact's name, which reopens a closed one; `body` is plain text. */
    async replyAsContact(
      conversationId: string,
      reply: { contactId: string; body: string },
      _attempt: Attempt,
    ): Promise<Part | null> {
      const body = { message_type: 'comment', type: 'user', intercom_user_id: reply.contactId, body: reply.body };
      return lastPart(await postReply(conversationId, body));
    },

    /** Adds an internal note; `body` may be simple HTML. */
    async addNote(
      conversationId: string,
      note: { adminId: string; body: string },
      _attempt: Attempt,
    ): Promise<Part | null> {
      const body = { message_type: 'note', type: 'admin', admin_id: note.adminId, body: note.body };
      return lastPart(await postReply(conversationId, body));
    },

    /** Adds to a conversation in an admin's name, without Intercom delivering it by other channels; `body` may be simple HTML. */
    async addComment(
      conversationId: string,
      comment: { adminId: string; body: string },
      _attempt: Attempt,
    ): Promise<Part | null> {
      const { adminId, body } = comment;
      return lastPart(
        await postReply(conversationId, {
          message_type: 'comment',
          type: 'admin',
          admin_id: adminId,
          body,
          skip_notifications: true,
        }),
      );
    },

    /** With its 500 most recent parts, bodies as HTML. */
    async getConversation(id: string): Promise<Conversation> {
      const wire = await call(
        operations.getConversation,
        'GET',
        `/conversations/${encodeURIComponent(id)}`,
        undefined,
        checkConversation,
      );
      return toConversation(wire, now());
    },

    /** Conversations of a contact made at or after `since`, without their parts. New ones may be missing for minutes. */
    async findConversations(search: { contactId: string; since: Date }): Promise<Conversation[]> {
      const seconds = Math.floor(search.since.getTime() / 1000) - 1;
      const value = [
        { field: 'contact_ids', operator: '=', value: search.contactId },
        { field: 'created_at', operator: '>', value: String(seconds) },
      ];
      const body = { query: { operator: 'AND', value }, pagination: { per_page: 50 } };
      const list = await call(
        operations.searchConversations,
        'POST',
        '/conversations/search',
        body,
        checkConversationList,
      );
      return list.conversations.map((wire) => toConversation(wire, now()));
    },
  };

  async function postReply(conversationId: string, body: object): Promise<Conversation> {
    const path = `/conversations/${encodeURIComponent(conversationId)}/reply`;
    return toConversation(await call(operations.reply, 'POST', path, body, checkConversation), now());
  }
}

function lastPart(conversation: Conversation): Part | null {
  return conversation.parts.at(-1) ?? null;
}
