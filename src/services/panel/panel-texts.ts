// Messages as an agent sees them: what travels in parts is one text, and what failed says why.

import type { FailureCard, PanelText } from '../../domain/panel.ts';
import { deliveryStates, isDeliveryState, isFailure } from '../../domain/texts/delivery.ts';
import type { Fault, FaultKind } from '../../domain/texts/fault.ts';
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
    author: first.author && { kind: first.author.kind, name: members[0]?.authorName ?? null },
  };
  return { text, parts, retried: members.some(({ retried }) => retried) };
}

/** What failed comes before everything that is under way. */
function progress({ state }: Message): number {
  // Parts that were refused for the fate of one before them are told with that one.
  if (!isDeliveryState(state)) return state === 'pending' ? 0 : state === 'refused' ? -1 : -2;
  return isFailure(state) ? -3 : deliveryStates.indexOf(state) + 1;
}

/** Null when nothing went wrong. */
export function failureOf({ state, errorCode }: Message, holdHours: number): Fault | null {
  if (isDeliveryState(state)) return isFailure(state) ? faultOf(errorCode) : null;
  if (state === 'held')
    return ownFault(
      'held',
      `It could not be handed over for more than ${holdHours} hours, so it was not sent.`,
      'Send it now if it is still wanted.',
      'now',
    );
  if (state === 'given-up')
    return ownFault(
      'answer-lost',
      "Twilio's answer was lost, so nobody knows whether this text arrived.",
      'Ask the customer before you send it again.',
      'now',
    );
  if (state === 'refused')
    return ownFault('not-sent', 'It was not sent.', 'The note in the conversation says why.', 'never');
  return null;
}

function ownFault(kind: FaultKind, meaning: string, nextStep: string, retry: Fault['retry']): Fault {
  return { kind, code: 0, page: null, meaning, fixedBy: 'agent', nextStep, retry };
}

interface Means {
  hasOtherSenders: boolean;
  /** Where an admin changes what only admins can. */
  settingsUrl: string | null;
}

/** What to do about a text that failed; null when nothing failed or it was sent again. */
export function cardOf(group: TextGroup, { hasOtherSenders, settingsUrl }: Means): FailureCard | null {
  const { text, retried } = group;
  if (!text.failure || retried || text.direction === 'in' || text.state === 'refused') return null;
  const { id: messageId, failure: fault, state } = text;
  const failed = { fault, culprit: culpritOf(fault.code), state };
  return { messageId, fault, remedies: remediesFor(failed, { hasOtherSenders, hasSettings: settingsUrl !== null }) };
}
