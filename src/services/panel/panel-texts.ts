// Messages as an agent sees them: the parts of a text are one text, and a failure has its reason.

import type { FailureCard, PanelText } from '../../domain/panel.ts';
import { deliveryStates, isDeliveryState, isFailure } from '../../domain/texts/delivery.ts';
import type { Message } from '../../domain/texts/message.ts';
import { remediesFor } from '../../domain/texts/remedies.ts';
import { culpritOf } from '../../twilio/errors.ts';
import { subjectOf } from '../conversations/owe-note.ts';
import { faultOfText } from '../texts/fault-of-text.ts';

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
    failure: faultOfText(worst, holdHours),
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

interface Means {
  hasOtherSenders: boolean;
  /** Where an admin changes what only admins can. */
  settingsUrl: string | null;
  /** The customer may be texted again, so that a text which was refused for an opt-out may go. */
  mayGo: boolean;
}

/** The ways out of a failed text; null when nothing failed or it was sent again. */
export function cardOf(group: TextGroup, { hasOtherSenders, settingsUrl, mayGo }: Means): FailureCard | null {
  const { text, retried } = group;
  if (!text.failure || retried || text.direction === 'in') return null;
  const { id: messageId, failure: fault, state } = text;
  // The note said why it did not go; it is news again once it may.
  if (state === 'refused' && !(mayGo && fault.retry === 'now')) return null;
  const failed = { fault, culprit: culpritOf(fault.code), state };
  return { messageId, fault, remedies: remediesFor(failed, { hasOtherSenders, hasSettings: settingsUrl !== null }) };
}
