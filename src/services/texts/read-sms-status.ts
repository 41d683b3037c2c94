// Reads what became of the last text to a person, for a step of a Workflow or for Fin.
import { type ApiText, shapeOf } from '../../domain/api/text-shape.ts';
import type { ListedState } from '../../domain/consent/consent-list.ts';
import { readSoughtNumber } from '../../domain/numbers/sought-number.ts';
import type { Message } from '../../domain/texts/message.ts';
import { anyText } from '../../domain/texts/text-search.ts';
import { isUuid } from '../../domain/uuid.ts';
import { findTexts, readTexts } from '../../store/texts/text-log.ts';
import { readPerson } from '../consent/read-consents.ts';
import { findRecipient } from '../contacts/find-recipient.ts';
import type { ContactName } from '../contacts/look-up-contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { inTime } from '../in-time.ts';
import { intercomTooSlow } from './send-by-api.ts';
import { CONNECTOR_PATIENCE_MS } from './send-by-connector.ts';

export interface LatestText {
  /** `none`: nobody was texted, for the reason. */
  status: ReturnType<typeof shapeOf>['status'] | 'none';
  reason: string | null;
  textId: string | null;
  sentAt: Date | null;
  /** They texted after it. */
  hasReplied: boolean;
  /** Null where no word of theirs is kept. */
  consent: ListedState | null;
}

/** `textId`: of one text to the person; null: the latest. Throws `unavailable` while Intercom is away and must be asked. */
export async function readSmsStatus(
  ctx: Context,
  workspace: OpenWorkspace,
  { to, textId }: { to: ContactName | null | 'unreadable'; textId: string | null },
): Promise<LatestText> {
  if (textId !== null) return statusOf(ctx, workspace, await textOf(ctx, workspace, textId));
  if (to === null) return none('no-contact');
  if (to === 'unreadable') return none('no-phone');
  const recipient = await inTime(findRecipient(ctx, workspace, to), CONNECTOR_PATIENCE_MS, intercomTooSlow);
  if (typeof recipient === 'string') return none(recipient);
  const { address } = recipient;
  const latest = await latestOf(ctx, workspace, address, { direction: 'out', since: null });
  if (latest === undefined) return { ...none('no-text'), ...(await wordsOf(ctx, workspace, address)) };
  return statusOf(ctx, workspace, latest);
}

async function textOf(ctx: Context, { id }: OpenWorkspace, textId: string): Promise<ApiText | undefined> {
  const [found] = isUuid(textId) ? await readTexts(ctx.db, id, [textId]) : [];
  return found?.message.direction === 'out' ? found : undefined;
}

async function statusOf(ctx: Context, workspace: OpenWorkspace, text: ApiText | undefined): Promise<LatestText> {
  if (text === undefined) return none('no-text');
  const { address, createdAt } = text.message;
  const { id, status, reason } = shapeOf(text);
  const [answer, words] = await Promise.all([
    latestOf(ctx, workspace, address, { direction: 'in', since: createdAt }),
    wordsOf(ctx, workspace, address),
  ]);
  return { status, reason, textId: id, sentAt: createdAt, hasReplied: answer !== undefined, ...words };
}

async function wordsOf(ctx: Context, { id }: OpenWorkspace, address: string): Promise<Pick<LatestText, 'consent'>> {
  return { consent: (await readPerson(ctx, id, address)).state };
}

async function latestOf(
  ctx: Context,
  { id }: OpenWorkspace,
  address: string,
  { direction, since }: { direction: Message['direction']; since: Date | null },
): Promise<ApiText | undefined> {
  const search = { ...anyText, number: readSoughtNumber(address, null), direction, since };
  return (await findTexts(ctx.db, id, search, 1)).texts[0];
}

function none(reason: string): LatestText {
  return { status: 'none', reason, textId: null, sentAt: null, hasReplied: false, consent: null };
}
