// The panel's first screen: the customer, their consent, the last texts, and what may go wrong next.

import { isSameNumber, parseAddress } from '../../domain/numbers/phone-number.ts';
import type { FailureCard, HomeScreen, PanelWarning } from '../../domain/panel.ts';
import { isDeliveryState } from '../../domain/texts/delivery.ts';
import type { PanelRecord } from '../../store/texts/panel.ts';
import { faultOf, isOptOut } from '../../twilio/errors.ts';
import { linkToConversation } from '../conversations/link-conversation.ts';
import { countryOverLimit, whyBarred } from '../texts/ask-limits.ts';
import { troubleWarnings } from './find-troubles.ts';
import { pairOf } from './merge-pair.ts';
import {
  frameOf,
  type PanelRequest,
  type Situation,
  settingsUrlOf,
  situationOf,
  withProblem,
  zoneHere,
} from './panel-request.ts';
import { cardOf, groupTexts, type TextGroup } from './panel-texts.ts';
import { toScheduled } from './scheduled-text.ts';
import { settingsUrlFor } from './settings-link.ts';

const TEXTS_SHOWN = 5;

export async function homeScreen(request: PanelRequest, known?: Situation): Promise<HomeScreen> {
  const situation = known ?? (await situationOf(request));
  const { record, address, sender, people, otherNumbers } = situation;
  const { workspace } = request;
  const groups = groupTexts(record.texts, workspace.settings.holdAfterHours);
  const told =
    situation.isContactMissing && !request.flash ? withProblem(request, { kind: 'contact-unread' }) : request;
  const warnings = [...(await limitWarnings(request, situation)), ...warningsOf(request, situation, groups)];
  return {
    screen: 'home',
    ...frameOf(told),
    address,
    unreadPhone: address === null ? situation.unreadPhone : null,
    people,
    merge: pairOf(situation),
    otherNumbers: otherNumbers.length,
    customerZone: zoneHere(request, situation, address),
    sender,
    consent: record.consent,
    warnings,
    failure: untold(lastFailure(request, record, groups), warnings),
    texts: groups.slice(-TEXTS_SHOWN).map((group) => group.text),
    hasMoreTexts: groups.length > TEXTS_SHOWN || record.texts.length >= 12 || record.hasUnsent,
    scheduled: record.scheduled.map((one) => toScheduled(request, situation, one)),
    settingsUrl: settingsUrlFor(request, warnings),
    mayChangeSettings: record.mayChangeSettings,
  };
}

/** The warning above says the same of every text that a limit holds, and of every automatic one that was stopped. */
function untold(card: FailureCard | null, warnings: readonly PanelWarning[]): FailureCard | null {
  const why = card?.fault.kind === 'not-sent' ? card.fault.neverSent?.kind : card?.fault.kind;
  return warnings.some(({ kind }) => kind === why && (kind === 'over-limit' || kind === 'loop')) ? null : card;
}

/** A failure that a later text made good is no news. */
function lastFailure(request: PanelRequest, record: PanelRecord, groups: readonly TextGroup[]): FailureCard | null {
  const hasOtherSenders = request.workspace.senders.length > 1;
  const means = { hasOtherSenders, settingsUrl: settingsUrlOf(request), mayGo: !record.consent.optedOut };
  for (const group of [...groups].reverse()) {
    if (group.text.direction === 'out' && isDelivered(group)) return null;
    const card = cardOf(group, means);
    // The opt-out above already explains a 21610.
    if (card) return record.consent.optedOut && isOptOut(card.fault.code) ? null : card;
  }
  return null;
}

function isDelivered({ text }: TextGroup): boolean {
  return text.state === 'delivered' || text.state === 'read';
}

/** The most urgent first. */
function warningsOf(request: PanelRequest, situation: Situation, groups: readonly TextGroup[]): PanelWarning[] {
  const { record, address, sender, hasEmail } = situation;
  const isAnswerable = address === null || parseAddress(address).answerable;
  return [
    ...(sender === null ? [{ kind: 'no-sender' } as const] : []),
    ...(isAnswerable ? [] : [{ kind: 'not-answerable' } as const]),
    ...mayStop(record),
    ...troubleWarnings(request, situation),
    ...(request.workspace.settings.isPaused ? [{ kind: 'paused' } as const] : []),
    ...stopped(record, groups),
    ...(record.thread?.loop ? [{ kind: 'loop', how: record.thread.loop.kind } as const] : []),
    ...severalNumbers(situation, groups),
    ...repliesElsewhere(request, record),
    ...botsUnheard(request, record),
    ...(hasEmail && record.conversation && isAnswerable ? [{ kind: 'also-email' } as const] : []),
  ];
}

/** Told before somebody writes: the number is not texted, or texts to its country wait for an admin. */
async function limitWarnings(request: PanelRequest, { address, sender }: Situation): Promise<PanelWarning[]> {
  const { ctx, workspace, now } = request;
  if (address === null || sender === null) return [];
  const barred = await whyBarred(ctx.db, workspace, address);
  if (barred !== null) return [{ kind: 'barred', by: { kind: barred, address, sender } }];
  const country = await countryOverLimit(ctx.db, workspace, address, now);
  return country === null ? [] : [{ kind: 'over-limit', country }];
}

/** The newest text that may be a wish for no more, and that nobody has decided about. */
function mayStop({ consent, texts }: PanelRecord): PanelWarning[] {
  if (consent.optedOut) return [];
  const found = texts.find(
    ({ message: { keyword, createdAt } }) => keyword === 'may-stop' && createdAt > (consent.at ?? new Date(0)),
  );
  return found ? [{ kind: 'may-stop', messageId: found.message.id, words: found.message.body }] : [];
}

function stopped(record: PanelRecord, groups: readonly TextGroup[]): PanelWarning[] {
  const { stopped: fault } = record;
  const goneSince = groups.some(
    ({ text }) =>
      isDeliveryState(text.state) &&
      fault &&
      text.at > fault.at &&
      text.failure === null &&
      (text.state === 'delivered' || text.state === 'read'),
  );
  return fault && !goneSince ? [{ kind: 'sender-blocked', fault: faultOf(fault.code) }] : [];
}

/** Bots have answered the customer, who sees none of it on the phone. */
function botsUnheard({ workspace }: PanelRequest, { conversation }: PanelRecord): PanelWarning[] {
  if (workspace.settings.botReplies === 'always' || !conversation?.hasBotWords || conversation.lastWordsByChat)
    return [];
  return [{ kind: 'bots-not-texted' }];
}

/** Ordinary replies here do not reach the customer's phone. */
function repliesElsewhere(request: PanelRequest, record: PanelRecord): PanelWarning[] {
  const { conversation, thread } = record;
  const { conversationId } = request.question;
  // A conversation that an agent began may become a thread with its first reply.
  if (!conversation && request.workspace.settings.outboundFirst && !thread) return [];
  if (!conversation) return [{ kind: 'replies-not-texted', why: 'no-thread' }];
  if (conversation.joinedAt !== null && conversation.lastWordsByChat)
    return [{ kind: 'replies-not-texted', why: 'chat' }];
  const moved = thread?.conversationId && thread.conversationId !== conversationId ? thread.conversationId : null;
  if (moved === null) return [];
  return [{ kind: 'moved', conversationUrl: linkToConversation(request.ctx, request.workspace, moved) }];
}

/** The last texts are from more than one number, or to one. */
function severalNumbers({ address }: Situation, groups: readonly TextGroup[]): PanelWarning[] {
  if (address === null || groups.every(({ text }) => isSameNumber(text.address, address))) return [];
  return [{ kind: 'several-numbers', address }];
}
