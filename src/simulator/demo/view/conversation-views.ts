// The conversations of the pretend inbox as the page draws them, with what became of each reply's text.
import type { ContactRecord, ConversationRecord, PartRecord } from '../../intercom/records.ts';
import { textFromBody } from '../../intercom/text.ts';
import type { MessageRecord } from '../../twilio/state.ts';
import type { DemoView } from '../page-world.ts';
import type { Readings } from '../scene/service-readings.ts';
import { deliveriesOf, type Reply, type ReplyDelivery } from './deliveries.ts';
import { shownType, shownUrl } from './media.ts';

export interface ConversationView {
  id: string;
  name: string | null;
  number: string | null;
  state: string;
  updatedAt: number;
  waiting: boolean;
  tags: string[];
  /** The contact is subscribed to texts in Intercom; null where there is no such type. */
  isSubscribed: boolean | null;
  parts: PartView[];
}

/** `html` is as stored and must not be put on the page as it is; times are milliseconds. */
interface PartView {
  id: string;
  type: string;
  author: { type: string; name: string | null; id: string };
  html: string | null;
  text: string;
  files: { name: string; contentType: string; size: number; url: string }[];
  at: number;
  state: string;
  assignee: string | null;
  delivery: ReplyDelivery | null;
}

const TAG = 'sms-channel';

/** The latest first. */
export function conversationViews(world: DemoView, readings: Readings): ConversationView[] {
  const workspace = world.intercom.workspace(world.place.workspaceId);
  const contacts = new Map(workspace.contacts().map((contact) => [contact.id, contact]));
  const all = workspace.conversations().map((conversation) => ({
    conversation,
    contact: conversation.contactIds.map((id) => contacts.get(id)).find((contact) => contact !== undefined),
  }));
  const deliveries = allDeliveries(all, world.twilio.account(world.place.accountSid).messages(), readings);
  return all
    .map(({ conversation, contact }) => conversationView(world, conversation, contact, deliveries))
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
}

type Held = { conversation: ConversationRecord; contact: ContactRecord | undefined };

function allDeliveries(
  all: readonly Held[],
  messages: readonly MessageRecord[],
  { waiting }: Readings,
): ReadonlyMap<string, ReplyDelivery> {
  const isAtWork = waiting.some(({ what }) => what === 'reply' || what === 'text-out');
  const replies = all.flatMap((held) => repliesOf(held, isAtWork)).sort((a, b) => a.at - b.at);
  return deliveriesOf(
    replies,
    messages.filter(({ direction }) => direction === 'outbound-api'),
  );
}

function repliesOf({ conversation, contact }: Held, isAtWork: boolean): Reply[] {
  const isTexting = conversation.tags.some(({ tag }) => tag.name === TAG) || contact?.externalId?.startsWith('sms:');
  const parts = [conversation.source, ...conversation.parts];
  return parts.flatMap((part, index) => {
    if (!isReply(part)) return [];
    const later = parts.slice(index + 1);
    const next = later.findIndex(isReply);
    const isNoted = (next === -1 ? later : later.slice(0, next)).some(isNoteOfApp);
    const text = textFromBody(part.body ?? '');
    const isExpected = isTexting === true && part.author.type === 'admin';
    const phone = contact?.phone ?? '';
    return [{ partId: part.id, text, phone, at: part.createdAt * 1000, isLeft: isNoted && !isAtWork, isExpected }];
  });
}

/** The app made it, and no person. */
function isNoteOfApp({ partType, appPackageCode }: PartRecord): boolean {
  return partType === 'note' && appPackageCode !== null;
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
    isSubscribed: subscriptionOf(world, contact),
    parts: parts.map((part) => partView(world, part, deliveries.get(part.id) ?? null)),
  };
}

function subscriptionOf(world: DemoView, contact: ContactRecord | undefined): boolean | null {
  const workspace = world.intercom.workspace(world.place.workspaceId);
  const [type] = workspace.subscriptionTypes();
  return type && contact && !contact.deleted && contact.mergedInto === null
    ? workspace.isSubscribed(contact.id, type)
    : null;
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
      size: file.filesize,
      url: shownUrl(world, file.url),
    })),
    at: part.createdAt * 1000,
    state: part.state,
    assignee: assignees.find((one) => one.id === part.assignedTo?.id)?.name ?? null,
    delivery,
  };
}
