// Conversations as they are answered: in a contact's name, in an admin's, and by a note.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations/replyconversation.
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { type InputOf, may, needs, positional, type UploadedFile, verb, wire } from './asking/verb.ts';
import { readContact } from './contacts.ts';
import { assigned, assigneeIn, assignIt, closeIt, openIt } from './conversation-changes.ts';
import { conversationShows, ofContact, oneConversation } from './conversations.ts';

/** At most ten URLs and ten files each. */
const attached = { attachUrls: may('texts'), attachFiles: may('files') } as const;

const replied = { id: positional('text'), admin: needs('text'), body: needs('text'), ...attached } as const;

interface Attached {
  attachUrls?: readonly string[] | undefined;
  attachFiles?: readonly UploadedFile[] | undefined;
}

type AdminReply = InputOf<typeof replied>;

function attachmentsIn({ attachUrls, attachFiles }: Attached): object {
  return wire({ attachmentUrls: attachUrls, attachmentFiles: attachFiles?.map(wire) });
}

function replyAsAdmin(ask: Ask, messageType: 'comment' | 'note', reply: AdminReply & { silent?: boolean | undefined }) {
  const { id, admin, body, silent, ...files } = reply;
  const skip = wire({ skipNotifications: silent || undefined });
  const message = { message_type: messageType, type: 'admin', admin_id: admin, body, ...attachmentsIn(files), ...skip };
  return ask('POST /conversations/{id}/reply', { at: { id }, body: message }, oneConversation);
}

/** Intercom knows the id `last` only where the contact writes. Failure `not-found` where there is no conversation. */
async function findLast(ask: Ask, contact: string | undefined): Promise<string> {
  if (contact === undefined) throw failed('bad-request', 'last needs contact');
  const { id } = await readContact(ask, contact);
  let last = { id: '', updated_at: -1 };
  for await (const { id: found, updated_at: at } of ofContact(ask, id))
    if ((at ?? 0) > last.updated_at) last = { id: found, updated_at: at ?? 0 };
  if (last.id === '') throw failed('not-found', contact);
  return last.id;
}

export const conversationReplies = {
  /** In the contact's name, which opens a closed conversation; `body` is plain text. With id `last`: the contact's last conversation. */
  'reply-as-contact': verb({
    calls: ['POST /conversations/{id}/reply'],
    effect: 'changes',
    takes: { id: positional('text'), contact: needs('text'), body: needs('text'), ...attached },
    shows: conversationShows,
    run: (ask, { id, contact, body, ...files }) => {
      const message = { message_type: 'comment', type: 'user', intercom_user_id: contact, body };
      const whole = { ...message, ...attachmentsIn(files) };
      return ask('POST /conversations/{id}/reply', { at: { id }, body: whole }, oneConversation);
    },
  }),

  /**
   * `body` may be simple HTML. `silent`: Intercom delivers it by no channel. With id `last`: the last conversation of
   * `contact`, which a search finds, so one of the last minutes may be missed.
   */
  'reply-as-admin': verb({
    calls: ['POST /conversations/{id}/reply', 'POST /conversations/search', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: { ...replied, contact: may('text'), silent: may('flag') },
    shows: conversationShows,
    async run(ask, { id, contact, ...reply }) {
      const named = id === 'last' ? await findLast(ask, contact) : id;
      return replyAsAdmin(ask, 'comment', { ...reply, id: named });
    },
  }),

  note: verb({
    calls: ['POST /conversations/{id}/reply'],
    effect: 'changes',
    takes: replied,
    shows: conversationShows,
    run: (ask, input) => replyAsAdmin(ask, 'note', input),
  }),

  'reply-and-open': verb({
    calls: ['POST /conversations/{id}/reply', 'POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: replied,
    shows: conversationShows,
    async run(ask, input) {
      await replyAsAdmin(ask, 'comment', input);
      return openIt(ask, input.id, input.admin);
    },
  }),

  'reply-and-close': verb({
    calls: ['POST /conversations/{id}/reply', 'POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: replied,
    shows: conversationShows,
    async run(ask, input) {
      await replyAsAdmin(ask, 'comment', input);
      return closeIt(ask, input.id, input.admin);
    },
  }),

  'reply-and-assign': verb({
    calls: ['POST /conversations/{id}/reply', 'POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: { ...replied, ...assigned },
    shows: conversationShows,
    async run(ask, { toAdmin, toTeam, toNobody, ...reply }) {
      // Before the customer gets a word: a reply cannot be taken back.
      const to = assigneeIn({ toAdmin, toTeam, toNobody });
      await replyAsAdmin(ask, 'comment', reply);
      return assignIt(ask, reply.id, reply.admin, to);
    },
  }),
} as const;
