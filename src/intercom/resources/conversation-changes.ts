// Conversations as they are opened, closed, assigned, snoozed, read and deleted.
// Source: developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations.
import { anything } from './asking/answers.ts';
import type { Ask } from './asking/ask.ts';
import { failed } from './asking/failed.ts';
import { may, needs, positional, verb, wire } from './asking/verb.ts';
import { conversationShows, oneConversation } from './conversations.ts';

/** `change` as Intercom's /parts takes it; messages go to /reply. */
function manage(ask: Ask, id: string, change: object) {
  return ask('POST /conversations/{id}/parts', { at: { id }, body: change }, oneConversation);
}

export function openIt(ask: Ask, id: string, admin: string) {
  return manage(ask, id, { message_type: 'open', admin_id: admin });
}

export function closeIt(ask: Ask, id: string, admin: string, body?: string) {
  return manage(ask, id, { message_type: 'close', type: 'admin', admin_id: admin, ...wire({ body }) });
}

interface Aim {
  toAdmin?: string | undefined;
  toTeam?: string | undefined;
  toNobody?: boolean | undefined;
}

/** To one admin, one team, or nobody, which Intercom writes as 0. */
export function assigneeIn({ toAdmin, toTeam, toNobody }: Aim): { type: 'admin' | 'team'; assignee_id: string } {
  const [aim, ...others] = [toAdmin, toTeam, toNobody ? '0' : undefined].filter((one) => one !== undefined);
  if (aim === undefined || others.length > 0) throw failed('assignee-unclear', '');
  return { type: toTeam === undefined ? 'admin' : 'team', assignee_id: aim };
}

export function assignIt(ask: Ask, id: string, admin: string, to: ReturnType<typeof assigneeIn>, body?: string) {
  return manage(ask, id, { message_type: 'assignment', admin_id: admin, ...to, ...wire({ body }) });
}

export const assigned = { toAdmin: may('text'), toTeam: may('text'), toNobody: may('flag') } as const;

export const conversationChanges = {
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
    run: (ask, { id, admin, body, ...aim }) => assignIt(ask, id, admin, assigneeIn(aim), body),
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
