// The panel's pages of texts, and one text with its parts, events and price.

import type { HomeScreen, PanelFile, PanelPart, PanelText, TextScreen, TextsScreen } from '../../domain/panel.ts';
import { isDeliveryState, isFinal } from '../../domain/texts/delivery.ts';
import type { Message } from '../../domain/texts/message.ts';
import { totalPrice } from '../../domain/texts/total-price.ts';
import { findAdminName } from '../../store/conversations/admins.ts';
import { listFilesOfTexts } from '../../store/media/files.ts';
import { listMessageEvents, type MessageEvent } from '../../store/texts/message-events.ts';
import { listThreadMessages } from '../../store/texts/message-lists.ts';
import { findMessage, updateMessage } from '../../store/texts/messages.ts';
import { listParts, retriedMessages } from '../../store/texts/part-texts.ts';
import { listUnsent } from '../../store/texts/scheduled-texts.ts';
import { inTime } from '../in-time.ts';
import { clocksOf, openingOf } from '../texts/find-window.ts';
import { readTrace } from '../texts/read-trace.ts';
import { mayGoNow } from '../texts/release-texts.ts';
import { homeScreen } from './home-screen.ts';
import { frameOf, type PanelRequest, settingsUrlOf, situationOf, withProblem } from './panel-request.ts';
import { cardOf, groupTexts } from './panel-texts.ts';
import { toScheduled } from './scheduled-text.ts';

const PAGE = 10;

/** An agent may leave the panel open over the day. */
const LINK_OPENS_MS = 24 * 3_600_000;

/** `olderThan`: the id of a message or of a scheduled text; null for the newest. */
export async function textsScreen(request: PanelRequest, olderThan: string | null): Promise<TextsScreen> {
  const { ctx, workspace, question } = request;
  const situation = await situationOf(request);
  const { threadIds, consent } = situation.record;
  const page = { limit: PAGE + 1, olderThan };
  const [messages, unsent] = await Promise.all([
    listThreadMessages(ctx.db, workspace.id, threadIds, page),
    listUnsent(ctx.db, workspace.id, { threadIds, conversationId: question.conversationId }, page),
  ]);
  const ids = [...messages.map(({ message }) => message.id), ...unsent.map(({ send }) => send.id)].sort().reverse();
  const last = ids[Math.min(PAGE, ids.length) - 1] ?? '';
  const groups = groupTexts(
    messages.filter(({ message }) => message.id >= last),
    workspace.settings.holdAfterHours,
  );
  const ended = unsent.filter(({ send }) => send.id >= last).reverse();
  return {
    screen: 'texts',
    ...frameOf(request),
    texts: groups.map((group) => group.text),
    unsent: ended.map((one) => toScheduled(request, situation, one)),
    olderThan: ids.length > PAGE ? last : null,
    isNewest: olderThan === null,
    optedOut: consent.optedOut,
  };
}

export async function textScreen(request: PanelRequest, id: string): Promise<TextScreen | HomeScreen> {
  const { ctx, workspace } = request;
  const message = await findMessage(ctx.db, workspace.id, id);
  if (!message) return homeScreen(withProblem(request, { kind: 'text-gone' }));
  const parts = await Promise.all((await listParts(ctx.db, message)).map((part) => withPrice(request, part)));
  const ids = parts.map((part) => part.id);
  const events = await listMessageEvents(ctx.db, workspace.id, ids);
  const retried = await retriedMessages(ctx.db, workspace.id, ids);
  const authorId = message.author?.id ?? null;
  const authorName = authorId === null ? null : await findAdminName(ctx.db, workspace.id, authorId);
  const hours = workspace.settings.holdAfterHours;
  const named = parts.map((part) => ({ message: part, authorName, retried: retried.has(part.id) })).reverse();
  const [group] = groupTexts(named, hours);
  if (!group) throw new Error('A text that was just found has no parts.');
  const { optedOut } = (await situationOf(request)).record.consent;
  const hasOtherSenders = workspace.senders.length > 1;
  return {
    screen: 'text',
    ...frameOf(request),
    text: group.text,
    files: await filesOf(request, group.parts),
    parts: group.parts.map((part) => toPanelPart(part, events)),
    price: totalPrice(group.parts),
    sender: message.sender,
    optedOut,
    failure: cardOf(group, { hasOtherSenders, settingsUrl: settingsUrlOf(request), mayGo: !optedOut }),
    wait: await waitOf(request, group.text),
    trace: await readTrace(ctx.db, workspace.id, parts),
    settingsUrl: settingsUrlOf(request),
  };
}

/** The files of a text; one without any costs no statement. */
async function filesOf({ ctx, workspace, now }: PanelRequest, parts: readonly Message[]): Promise<PanelFile[]> {
  const ids = parts.filter(({ media }) => media.length > 0).map(({ id }) => id);
  const files = await listFilesOfTexts(ctx.db, workspace.id, ids);
  const until = new Date(now.getTime() + LINK_OPENS_MS);
  return files.map(({ id, name, type, claimedType, position, size, state, pixels }) => {
    const token = () => ctx.mediaTokens.make({ workspaceId: workspace.id, fileId: id }, until);
    return {
      name,
      position,
      type: type ?? claimedType,
      size,
      state,
      url: state === 'kept' ? `${ctx.publicUrl}/media/${token()}` : null,
      pixels,
    };
  });
}

/** Tells the wait on the customer's clocks, which are those of the situation or of the number. */
async function waitOf(request: PanelRequest, { address, waitsUntil }: PanelText): Promise<TextScreen['wait']> {
  const { workspace, now } = request;
  if (waitsUntil === null || waitsUntil <= now) return null;
  const customer = { address, zones: (await situationOf(request)).zones };
  const opening = openingOf(workspace, customer, now);
  return { until: waitsUntil, zone: clocksOf(workspace, customer, opening), mayGoNow: mayGoNow(workspace) };
}

function toPanelPart(part: Message, events: readonly MessageEvent[]): PanelPart {
  return {
    no: part.partNo,
    body: part.body,
    state: part.state,
    at: part.direction === 'in' ? part.createdAt : part.stateAt,
    price: part.price,
    events: events
      .filter((event) => event.messageId === part.id)
      .map(({ at, state, source, errorCode }) => ({ at, state, source, errorCode })),
  };
}

/** Twilio tells prices only when asked, and some time after the text. */
async function withPrice(request: PanelRequest, part: Message): Promise<Message> {
  const { ctx, workspace } = request;
  const isOver = isDeliveryState(part.state) && isFinal(part.state);
  if (part.direction === 'in' || part.sid === null || part.price !== null || !isOver) return part;
  try {
    const price = await inTime(ctx.twilio(workspace).getPrice(part.sid));
    if (price === null) return part;
    await updateMessage(ctx.db, part, { price });
    return { ...part, price };
  } catch (error) {
    ctx.log.warn({ workspaceId: workspace.id, messageId: part.id, err: error }, 'the price of a text is not known');
    return part;
  }
}
