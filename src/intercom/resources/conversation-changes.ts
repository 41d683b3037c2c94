// Conversations as they are answered, opened, closed, assigned, snoozed, read and deleted.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations.
import { anything } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { type InputOf, may, needs, positional, type UploadedFile, verb, wire } from './asking/verb.ts';
import { conversationShows, oneConversation } from './conversations.ts';

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

/** Intercom adds the message to the contact's last conversation under the id `last`. */
function replyAsAdmin(ask: Ask, messageType: 'comment' | 'note', reply: AdminReply & { silent?: boolean | undefined }) {
  const { id, admin, body, silent, ...files } = reply;
  const skip = wire({ skipNotifications: silent || undefined });
  const message = { message_type: messageType, type: 'admin', admin_id: admin, body, ...attachmentsIn(files), ...skip };
  return ask('POST /conversations/{id}/reply', { at: { id }, body: message }, oneConversation);
}

/** `change` as Intercom's /parts takes it; messages go to /reply. */
function manage(ask: Ask, id: string, change: object) {
  return ask('POST /conversations/{id}/parts', { at: { id }, body: change }, oneConversation);
}

function openIt(ask: Ask, id: string, admin: string) {
  return manage(ask, id, { message_type: 'open', admin_id: admin });
}

function closeIt(ask: Ask, id: string, admin: string, body?: string) {
  return manage(ask, id, { message_type: 'close', type: 'admin', admin_id: admin, ...wire({ body }) });
}

interface Assignment {
  admin: string;
  toAdmin?: string | undefined;
  toTeam?: string | undefined;
  toNobody?: boolean | undefined;
  body?: string | undefined;
}

/** To one admin, one team, or nobody, which Intercom writes as 0. */
function assignIt(ask: Ask, id: string, { admin, toAdmin, toTeam, toNobody, body }: Assignment) {
  const aims = [toAdmin, toTeam, toNobody ? '0' : undefined].filter((one) => one !== undefined);
  if (aims.length !== 1) throw failed('bad-request', 'assignee');
  const type = toTeam === undefined ? 'admin' : 'team';
  return manage(ask, id, {
    message_type: 'assignment',
    type,
    admin_id: admin,
    assignee_id: aims[0],
    ...wire({ body }),
  });
}

const assigned = { toAdmin: may('text'), toTeam: may('text'), toNobody: may('flag') } as const;

export const conversationChanges = {
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

  /** `body` may be simple HTML. `silent`: Intercom delivers it by no channel. */
  'reply-as-admin': verb({
    calls: ['POST /conversations/{id}/reply'],
    effect: 'changes',
    takes: { ...replied, silent: may('flag') },
    shows: conversationShows,
    run: (ask, input) => replyAsAdmin(ask, 'comment', input),
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
      await replyAsAdmin(ask, 'comment', reply);
      return assignIt(ask, reply.id, { admin: reply.admin, toAdmin, toTeam, toNobody });
    },
  }),

  open: verb({
    calls: ['POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: { id: positional('text'), admin: needs('text') },
    shows: conversationShows,
    run: (ask, { id, admin }) => openIt(ask, id, admin),
  }),

  /** One conversation or many; `body` is a last message to the customer. */
  close: verb({
    calls: ['POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: { ids: positional('texts'), admin: needs('text'), body: may('text') },
    shows: conversationShows,
    async *run(ask, { ids, admin, body }) {
      for (const id of ids) yield await closeIt(ask, id, admin, body);
    },
  }),

  /** The acting admin is a teammate; `body` is a note for whoever takes over. */
  assign: verb({
    calls: ['POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: { id: positional('text'), admin: needs('text'), ...assigned, body: may('text') },
    shows: conversationShows,
    run: (ask, { id, ...assignment }) => assignIt(ask, id, assignment),
  }),

  snooze: verb({
    calls: ['POST /conversations/{id}/parts'],
    effect: 'changes',
    takes: { id: positional('text'), admin: needs('text'), until: needs('time') },
    shows: conversationShows,
    run: (ask, { id, admin, until }) =>
      manage(ask, id, { message_type: 'snoozed', admin_id: admin, snoozed_until: until }),
  }),

  read: verb({
    calls: ['PUT /conversations/{id}'],
    effect: 'changes',
    takes: { id: positional('text') },
    shows: conversationShows,
    run: (ask, { id }) => ask('PUT /conversations/{id}', { at: { id }, body: { read: true } }, oneConversation),
  }),

  update: verb({
    calls: ['PUT /conversations/{id}'],
    effect: 'changes',
    takes: { id: positional('text'), title: may('text'), companyId: may('text'), attributes: may('pairs') },
    shows: conversationShows,
    run: (ask, { id, attributes, ...fields }) => {
      const body = wire({ ...fields, customAttributes: attributes });
      return ask('PUT /conversations/{id}', { at: { id }, body }, oneConversation);
    },
  }),

  delete: verb({
    calls: ['DELETE /conversations/{id}'],
    effect: 'deletes',
    takes: { id: positional('text') },
    shows: ['id', 'deleted'],
    run: (ask, { id }) => ask('DELETE /conversations/{id}', { at: { id } }, anything),
  }),
} as const;
