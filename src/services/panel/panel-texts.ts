// Messages as an agent sees them: the parts of a text are one text, and a failure has its reason.

import type { FailureCard, PanelText } from '../../domain/panel.ts';
import { deliveryStates, isDeliveryState, isFailure } from '../../domain/texts/delivery.ts';
import type { Fault } from '../../domain/texts/fault.ts';
import type { Message } from '../../domain/texts/message.ts';
import { remediesFor } from '../../domain/texts/remedies.ts';
import { culpritOf, faultOf } from '../../twilio/errors.ts';
import { subjectOf } from '../conversations/owe-note.ts';

export interface NamedMessage {
  message: Message;
  authorName: string | null;
  retried: boolean;
}

export interface TextGroup {
  text: PanelText;
  parts: Message[];
  retried: boolean;
}

/** `newestFirst` as the store lists them; the groups come oldest first. */
export function groupTexts(newestFirst: readonly NamedMessage[], holdHours: number): TextGroup[] {
  const groups = new Map<string, NamedMessage[]>();
  for (const one of [...newestFirst].reverse()) {
    const subject = subjectOf(one.message);
    groups.set(subject, [...(groups.get(subject) ?? []), one]);
  }
  return [...groups.values()].map((members) => toGroup(members, holdHours));
}

function toGroup(members: readonly NamedMessage[], holdHours: number): TextGroup {
  const parts = members.map(({ message }) => message).sort((a, b) => a.partNo - b.partNo);
  const worst = [...parts].sort((a, b) => progress(a) - progress(b))[0];
  const [first] = parts;
  if (!first || !worst) throw new Error('A text has no parts.');
  const { id, direction, address } = first;
  const text: PanelText = {
    id,
    direction,
    address,
    body: parts.map((part) => part.body).join('\n'),
    media: parts.flatMap((part) => part.media.map(({ contentType }) => contentType)),
    state: worst.state,
    failure: failureOf(worst, holdHours),
    at: direction === 'in' ? first.createdAt : worst.stateAt,
    waitsUntil: worst.state === 'pending' ? worst.waitsUntil : null,
    author: first.author && { kind: first.author.kind, name: members[0]?.authorName ?? null },
  };
  return { text, parts, retried: members.some(({ retried }) => retried) };
}

/** A failed part comes before all that are under way. */
function progress({ state }: Message): number {
  // Parts that were refused for the fate of one before them are told with that one.
  if (!isDeliveryState(state)) return state === 'pending' ? 0 : state === 'refused' ? -1 : -2;
  return isFailure(state) ? -3 : deliveryStates.indexOf(state) + 1;
}

/** Null when nothing went wrong. */
function failureOf({ state, errorCode }: Message, hours: number): Fault | null {
  if (isDeliveryState(state)) return isFailure(state) ? faultOf(errorCode) : null;
  if (state === 'held') return { ...ownFault, kind: 'held', retry: 'now', hours };
  if (state === 'given-up') return { ...ownFault, kind: 'answer-lost', retry: 'now' };
  return state === 'refused' ? { ...ownFault, kind: 'not-sent', retry: 'never' } : null;
}

/** An agent decides about a text that failed on our side. */
const ownFault = { code: 0, page: null, fixedBy: 'agent' } as const;

interface Means {
  hasOtherSenders: boolean;
  /** Where an admin changes what only admins can. */
  settingsUrl: string | null;
}

/** The ways out of a failed text; null when nothing failed or it was sent again. */
export function cardOf(group: TextGroup, { hasOtherSenders, settingsUrl }: Means): FailureCard | null {
  const { text, retried } = group;
  if (!text.failure || retried || text.direction === 'in' || text.state === 'refused') return null;
  const { id: messageId, failure: fault, state } = text;
  const failed = { fault, culprit: culpritOf(fault.code), state };
  return { messageId, fault, remedies: remediesFor(failed, { hasOtherSenders, hasSettings: settingsUrl !== null }) };
}
