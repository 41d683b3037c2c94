// What we read of Intercom's answers: only the fields we use, checked before they are trusted.
import { compileSchema } from '../lib/schema.ts';

/** What an id looks like, whatever made it: visible characters, and few of them. */
const idText = { maxLength: 100, pattern: '^[!-~]+$' } as const;
const id = { type: ['string', 'integer'], ...idText } as const;
const contactId = { type: 'string', ...idText } as const;
const optionalText = { type: ['string', 'null'] } as const;
const optionalTime = { type: ['integer', 'null'] } as const;

/** GET /me. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins/identifyadmin. */
export const checkMe = compileSchema({
  type: 'object',
  required: ['id', 'app'],
  properties: {
    id,
    name: optionalText,
    email_verified: { type: ['boolean', 'null'] },
    app: {
      type: 'object',
      required: ['id_code'],
      properties: { id_code: { type: 'string' }, name: optionalText, timezone: optionalText, region: optionalText },
    },
  },
});

const adminSchema = {
  type: 'object',
  required: ['id'],
  properties: { id, name: optionalText },
} as const;

/** GET /admins/{id}. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/admins. */
export const checkAdmin = compileSchema(adminSchema);

export const checkAdminList = compileSchema({
  type: 'object',
  required: ['admins'],
  properties: { admins: { type: 'array', items: adminSchema } },
});

/** GET /teams. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/teams. */
export const checkTeamList = compileSchema({
  type: 'object',
  required: ['teams'],
  properties: { teams: { type: 'array', items: adminSchema } },
});

/** POST /auth/eagle/token. Source: developers.intercom.com, "Setting up OAuth". */
export const checkToken = compileSchema({
  type: 'object',
  required: ['access_token'],
  properties: { access_token: { type: 'string', minLength: 1, maxLength: 2_000 } },
});

/** GET /macros. Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/macros. */
export const checkMacroList = compileSchema({
  type: 'object',
  required: ['data'],
  properties: {
    data: {
      type: 'array',
      items: { type: 'object', required: ['id'], properties: { id, name: optionalText, body_text: optionalText } },
    },
  },
});

export const contactSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: contactId,
    role: optionalText,
    external_id: optionalText,
    phone: optionalText,
    name: optionalText,
    email: optionalText,
    last_seen_at: optionalTime,
    created_at: optionalTime,
    custom_attributes: { type: ['object', 'null'] },
  },
} as const;

export const checkContact = compileSchema(contactSchema);

export const checkContactList = compileSchema({
  type: 'object',
  required: ['data'],
  properties: { data: { type: 'array', items: contactSchema } },
});

/** POST /conversations answers with a message: `conversation_id` is the conversation, `id` is not. */
export const checkCreatedConversation = compileSchema({
  type: 'object',
  required: ['id', 'conversation_id'],
  properties: { id, conversation_id: id },
});

export const partSchema = {
  type: 'object',
  required: ['id', 'part_type', 'author'],
  properties: {
    id,
    part_type: { type: 'string' },
    body: optionalText,
    attachments: { type: ['array', 'null'] },
    created_at: { type: 'integer' },
    author: {
      type: 'object',
      properties: {
        type: optionalText,
        id: { type: ['string', 'integer', 'null'] },
        name: optionalText,
        from_ai_agent: { type: ['boolean', 'null'] },
        is_ai_answer: { type: ['boolean', 'null'] },
      },
    },
  },
} as const;

export const conversationSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    id,
    state: optionalText,
    open: { type: ['boolean', 'null'] },
    created_at: optionalTime,
    updated_at: optionalTime,
    source: {
      type: ['object', 'null'],
      properties: {
        id,
        body: optionalText,
        attachments: { type: ['array', 'null'] },
        delivered_as: optionalText,
        author: {
          type: ['object', 'null'],
          properties: { type: optionalText, id: { type: ['string', 'integer', 'null'] }, name: optionalText },
        },
      },
    },
    contacts: {
      type: ['object', 'null'],
      properties: {
        contacts: {
          type: 'array',
          items: { type: 'object', required: ['id'], properties: { id: contactId } },
        },
      },
    },
    conversation_parts: {
      type: ['object', 'null'],
      properties: { conversation_parts: { type: ['array', 'null'], items: partSchema } },
    },
  },
} as const;

export const checkConversation = compileSchema(conversationSchema);

export const checkConversationList = compileSchema({
  type: 'object',
  required: ['conversations'],
  properties: { conversations: { type: 'array', items: conversationSchema } },
});

export const idSchema = { type: 'object', required: ['id'], properties: { id } } as const;

export const checkId = compileSchema(idSchema);
