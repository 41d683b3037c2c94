// The state of the whole demo as the page draws it: phones, conversations, switches and traffic.
import type { ContactRecord, ConversationRecord, PartRecord } from '../intercom/records.ts';
import { escapeHtml, textFromBody } from '../intercom/text.ts';
import type { Exchange } from '../stand-in/traffic.ts';
import type { MessageRecord } from '../twilio/state.ts';
import type { Customer, Customers } from './customers.ts';
import { deliveriesOf, type Reply, type ReplyDelivery } from './deliveries.ts';
import type { FaultName, FaultSwitches } from './fault-switches.ts';
import { shownType, shownUrl } from './media.ts';
import { type DemoView, ourNumber } from './page-world.ts';

export interface PageState {
  workspace: { id: string; ourNumber: string; serviceUrl: string; admins: { id: string; name: string }[] };
  /** Those that have the app. */
  workspaces: { id: string; name: string }[];
  customers: PhoneView[];
  conversations: ConversationView[];
  faults: Record<FaultName, boolean>;
  wire: WireLine[];
  webhooks: { id: string; label: string; status: number | null; at: number; attempt: number }[];
  alerts: { code: number; url: string; at: number }[];
}

interface PhoneView extends Customer {
  texts: {
    id: string;
    direction: 'in' | 'out';
    body: string;
    media: { contentType: string; url: string }[];
    at: number;
  }[];
}

interface ConversationView {
  id: string;
  name: string | null;
  number: string | null;
  state: string;
  updatedAt: number;
  waiting: boolean;
  tags: string[];
  parts: PartView[];
}

/** `html` is as stored and must not be put on the page as it is; times are milliseconds. */
interface PartView {
  id: string;
  type: string;
  author: { type: string; name: string | null; id: string };
  html: string | null;
  text: string;
  files: { name: string; contentType: string; url: string }[];
  at: number;
  state: string;
  assignee: string | null;
  delivery: ReplyDelivery | null;
}

interface WireLine {
  id: string;
  service: string;
  method: string;
  path: string;
  status: number;
  at: number;
}

const SHOWN_LINES = 80;
const TAG = 'sms-channel';

/** `numberOf` gives every exchange a number of its own, so that the page can tell old lines from new ones. */
export function pageState(
  world: DemoView,
  parts: { customers: Customers; faults: FaultSwitches; numberOf: (exchange: Exchange) => number },
): PageState {
  const workspace = world.intercom.workspace(world.place.workspaceId);
  return {
    workspace: {
      id: workspace.id,
      ourNumber: ourNumber(world),
      serviceUrl: world.serviceUrl,
      admins: workspace.admins.map(({ id, name }) => ({ id, name })),
    },
    workspaces: world.places
      .filter(({ workspaceId }) => world.intercom.workspace(workspaceId).installed)
      .map(({ workspaceId, name }) => ({ id: workspaceId, name })),
    customers: parts.customers.list().map((customer) => phoneView(world, customer)),
    conversations: conversationViews(world),
    faults: parts.faults.states(),
    wire: wireLines(world, parts.numberOf),
    webhooks: webhookLines(world),
    alerts: world.twilio
      .alerts()
      .slice(-SHOWN_LINES)
      .map(({ code, url, at }) => ({ code, url, at })),
  };
}

function phoneView(world: DemoView, customer: Customer): PhoneView {
  const ours = new Set(
    world.twilio
      .account(world.place.accountSid)
      .numbers()
      .map(({ phoneNumber }) => phoneNumber),
  );
  const arrived = world.twilio.phone(customer.number).filter(({ status, direction, from, to }) => {
    return status !== 'queued' && status !== 'accepted' && ours.has(direction === 'in' ? from : to);
  });
  return {
    ...customer,
    texts: arrived.map(({ sid, direction, body, media, at }, index) => ({
      id: sid === '' ? `notice-${index}` : sid,
      direction,
      body,
      media: media.map(({ contentType, url }) => ({ contentType, url: shownUrl(world, url) })),
      at,
    })),
  };
}

function conversationViews(world: DemoView): ConversationView[] {
  const workspace = world.intercom.workspace(world.place.workspaceId);
  const contacts = new Map(workspace.contacts().map((contact) => [contact.id, contact]));
  const all = workspace.conversations().map((conversation) => ({
    conversation,
    contact: conversation.contactIds.map((id) => contacts.get(id)).find((contact) => contact !== undefined),
  }));
  const deliveries = allDeliveries(all, world.twilio.account(world.place.accountSid).messages());
  return all
    .map(({ conversation, contact }) => conversationView(world, conversation, contact, deliveries))
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
}

type Held = { conversation: ConversationRecord; contact: ContactRecord | undefined };

function allDeliveries(all: readonly Held[], messages: readonly MessageRecord[]): ReadonlyMap<string, ReplyDelivery> {
  const sent = messages.filter(({ direction }) => direction === 'outbound-api');
  const messagesOf = Map.groupBy(sent, ({ to }) => to);
  const byPhone = Map.groupBy(all, ({ contact }) => contact?.phone ?? '');
  const found = new Map<string, ReplyDelivery>();
  for (const [phone, held] of byPhone) {
    if (phone === '') continue;
    const replies = held.flatMap(repliesOf).sort((a, b) => a.at - b.at);
    for (const [id, delivery] of deliveriesOf(replies, messagesOf.get(phone) ?? [])) found.set(id, delivery);
  }
  return found;
}

function repliesOf({ conversation, contact }: Held): (Reply & { at: number })[] {
  const isTexting = conversation.tags.some(({ tag }) => tag.name === TAG) || contact?.externalId?.startsWith('sms:');
  const parts = [conversation.source, ...conversation.parts];
  return parts.flatMap((part, index) => {
    if (!isReply(part)) return [];
    const later = parts.slice(index + 1);
    const next = later.findIndex(isReply);
    const notes = (next === -1 ? later : later.slice(0, next)).filter(({ partType }) => partType === 'note');
    // The inbox has no state for this, so the words of the notes tell it. A test holds them to “not texted”.
    const isRefused = notes.some(({ body }) => /\bnot texted\b|\bdid not reach\b/i.test(body ?? ''));
    const isExpected = isTexting === true && part.author.type === 'admin';
    return [{ partId: part.id, text: textFromBody(part.body ?? ''), isRefused, isExpected, at: part.createdAt }];
  });
}

function isReply({ partType, author, body }: PartRecord): boolean {
  return partType !== 'note' && body !== null && (author.type === 'admin' || author.type === 'bot');
}

function conversationView(
  world: DemoView,
  conversation: ConversationRecord,
  contact: ContactRecord | undefined,
  deliveries: ReadonlyMap<string, ReplyDelivery>,
): ConversationView {
  const parts = [conversation.source, ...conversation.parts];
  return {
    id: conversation.id,
    name: contact?.name ?? null,
    number: contact?.phone ?? null,
    state: conversation.state,
    updatedAt: conversation.updatedAt * 1000,
    waiting: conversation.waitingSince !== null,
    tags: conversation.tags.map(({ tag }) => tag.name),
    parts: parts.map((part) => partView(world, part, deliveries.get(part.id) ?? null)),
  };
}

function partView(world: DemoView, part: PartRecord, delivery: ReplyDelivery | null): PartView {
  const { admins, teams } = world.intercom.workspace(world.place.workspaceId);
  const assignees: readonly { id: string; name: string }[] = [...teams, ...admins];
  const { type, id, name } = part.author;
  return {
    id: part.id,
    type: part.partType,
    author: { type, id, name },
    html: part.body,
    text: textFromBody(part.body ?? ''),
    files: part.attachments.map((file) => ({
      name: file.name,
      contentType: shownType(world, file),
      url: shownUrl(world, file.url),
    })),
    at: part.createdAt * 1000,
    state: part.state,
    assignee: assignees.find((one) => one.id === part.assignedTo?.id)?.name ?? null,
    delivery,
  };
}

function wireLines(world: DemoView, numberOf: (exchange: Exchange) => number): WireLine[] {
  return world.traffic.exchanges.slice(-SHOWN_LINES).map((exchange) => {
    const { service, method, path, status, at } = exchange;
    return { id: `x${numberOf(exchange)}`, service, method, path, status, at };
  });
}

function webhookLines(world: DemoView): PageState['webhooks'] {
  const offices = new Set([world.intercom.postOffice, world.twilio.postOffice]);
  const lines = [...offices].flatMap(({ log }, office) => {
    const from = Math.max(0, log.length - SHOWN_LINES);
    return log.slice(from).map((line, index) => ({ ...line, id: `w${office}-${from + index}` }));
  });
  return lines.sort((a, b) => a.at - b.at).slice(-SHOWN_LINES);
}

/** An agent's words as the composer writes them: one paragraph a line. */
export function composerHtml(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  if (lines.length === 1) return `<p>${escapeHtml(text)}</p>`;
  return lines.map((line) => `<p class="no-margin">${escapeHtml(line)}</p>`).join('\n');
}
