// Messages that begin something: from an admin to a contact in the app or by email, and from a contact.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/messages.
import { answer, text, time } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { may, needs, verb, wire } from './asking/verb.ts';
import { readContact } from './contacts.ts';

/** An admin's message has a conversation once the contact answers, or at once where that was asked for. */
const oneMessage = answer({
  type: 'object',
  required: ['id'],
  properties: {
    type: text,
    id: { type: 'string' },
    created_at: time,
    subject: text,
    body: text,
    message_type: text,
    conversation_id: text,
  },
});

const messageShows = ['id', 'message_type', 'conversation_id', 'body'] as const;

/** Intercom wants the role beside the id, and the admin's id as a number. */
async function ends(ask: Ask, admin: string, contact: string) {
  const { id, role } = await readContact(ask, contact);
  return { from: { type: 'admin', id: Number(admin) }, to: { type: role === 'lead' ? 'lead' : 'user', id } };
}

function withConversation(wanted: boolean | undefined): object {
  return wire({ createConversationWithoutContactReply: wanted || undefined });
}

export const messages = {
  'in-app': verb({
    calls: ['POST /messages', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: { contact: needs('text'), admin: needs('text'), body: needs('text'), conversation: may('flag') },
    shows: messageShows,
    async run(ask, { contact, admin, body, conversation }) {
      const message = { message_type: 'in_app', body, ...(await ends(ask, admin, contact)) };
      return ask('POST /messages', { body: { ...message, ...withConversation(conversation) } }, oneMessage);
    },
  }),

  email: verb({
    calls: ['POST /messages', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: {
      contact: needs('text'),
      admin: needs('text'),
      subject: needs('text'),
      body: needs('text'),
      template: needs('text', ['plain', 'personal']),
      conversation: may('flag'),
    },
    shows: messageShows,
    async run(ask, { contact, admin, conversation, ...email }) {
      const message = { message_type: 'email', ...email, ...(await ends(ask, admin, contact)) };
      return ask('POST /messages', { body: { ...message, ...withConversation(conversation) } }, oneMessage);
    },
  }),

  /** Begins a conversation in the contact's name; `body` is plain text, `attachUrls` are images. */
  'from-contact': verb({
    calls: ['POST /conversations', 'GET /contacts/{id}'],
    effect: 'changes',
    takes: { contact: needs('text'), body: needs('text'), attachUrls: may('texts') },
    shows: messageShows,
    async run(ask, { contact, body, attachUrls }) {
      const { id, role } = await readContact(ask, contact);
      const from = { type: role === 'lead' ? 'lead' : 'user', id };
      return ask('POST /conversations', { body: { from, body, ...wire({ attachmentUrls: attachUrls }) } }, oneMessage);
    },
  }),
} as const;
