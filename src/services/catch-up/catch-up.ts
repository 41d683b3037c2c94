// Reads the conversations that changed during an outage: a search page by page, and a place to go on from after each.
import type { Conversation } from '../../domain/conversation.ts';
import { readFrom } from '../../domain/doctor/outage.ts';
import { toldBefore } from '../../domain/doctor/webhooks-overdue.ts';
import { AppError, NotYet, VendorError } from '../../domain/errors.ts';
import { newJob } from '../../domain/jobs/jobs.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import type { MovedPage } from '../../intercom/calls/moved-page.ts';
import { topicOfMove } from '../../intercom/topics.ts';
import { updateConversationStates } from '../../store/conversations/conversations.ts';
import { findReply } from '../../store/conversations/replies.ts';
import {
  type CatchUp,
  countFound,
  findCatchUp,
  forgetEmpty,
  isAnyInTheMaking,
  listToRead,
  markRead,
  moveCatchUp,
  type ToRead,
} from '../../store/evidence/catch-ups.ts';
import { recordMissedTopics } from '../../store/evidence/missed-topics.ts';
import { type Context, nowOf, type OpenWorkspace, transact } from '../context.ts';
import { noteFound, readConversation } from './read-conversation.ts';

/** Conversations that one job reads; the next job goes on from there. */
const READS_A_JOB = 100;
/** Conversations that are read after one outage; the doctor says where there were more. */
const MOST_READS = 1_000;
const MOST_PAGES = 60;
/** A conversation that fails this often is left out. */
const MOST_TRIES = 6;
/** After this many calls without an answer, Intercom counts as away. */
const MOST_UNANSWERED = 3;
/** A conversation that cannot be made delays the rest no longer than this. */
const LONGEST_WAIT_MS = 3_600_000;
/** An unreadable conversation is tried again after this. */
const LOOK_AGAIN_MS = 15_000;

interface Run {
  workspace: OpenWorkspace;
  catchUp: CatchUp;
  intercom: IntercomClient;
  /** The number of earlier tries of this job. */
  attempt: number;
  /** Conversations that this job may still read. */
  left: number;
  /** Some conversations could not be read yet. */
  isPostponed: boolean;
  unanswered: number;
}

export async function catchUp(ctx: Context, input: { workspaceId: string; attempt: number }): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const pending = await findCatchUp(ctx.db, workspace.id);
  if (!pending || pending.resumeAt > nowOf(ctx)) return;
  await waitForNew(ctx, pending);
  const intercom = ctx.intercom(workspace, { rank: 'bulk' });
  const { attempt } = input;
  const run: Run = {
    workspace,
    catchUp: pending,
    intercom,
    attempt,
    left: READS_A_JOB,
    isPostponed: false,
    unanswered: 0,
  };
  try {
    await readPages(ctx, run);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // Missed conversations are read once Intercom is back, however long that takes.
    const { retryAfterMs, reason } = error;
    throw new AppError('vendor-unavailable', reason, { retry: 'always', retryAfterMs, cause: error });
  }
}

/** Waits for conversations that were being made as we went away: agents may have replied there. Throws NotYet. */
async function waitForNew(ctx: Context, { workspaceId, until, askedAt, pass }: CatchUp): Promise<void> {
  const isLast = pass > 0 || ctx.searchLagMs === 0;
  if (!isLast || ctx.clock.now() - askedAt.getTime() > LONGEST_WAIT_MS) return;
  if (await isAnyInTheMaking(ctx.db, workspaceId, until)) throw new NotYet('conversation-being-started', LOOK_AGAIN_MS);
}

async function readPages(ctx: Context, run: Run): Promise<void> {
  const { workspace, catchUp } = run;
  const { reads } = catchUp;
  let { cursor, pages } = catchUp;
  for (;;) {
    if (pages >= MOST_PAGES || reads + READS_A_JOB - run.left >= MOST_READS)
      return finishCatchUp(ctx, run, { isCut: true });
    const page = await searchPage(ctx, run, cursor);
    if (page === null) return;
    pages += 1;
    await transact(ctx, ({ trx }) => countFound(trx, catchUp, { pages: 1 }));
    const known = await listToRead(
      ctx.db,
      workspace.id,
      page.conversations.map(({ id }) => id),
    );
    await noteMoves(ctx, run, page.conversations, known);
    for (const conversation of page.conversations) {
      if (run.left === 0) return enqueueNext(ctx, run, cursor);
      const one = known.find(({ conversationId }) => conversationId === conversation.id);
      if (one) await readOne(ctx, run, one);
      else if (conversation.startedByAdmin) await openUnknown(ctx, run, conversation);
    }
    if (page.next === null) return finishPass(ctx, run);
    cursor = page.next;
    await transact(ctx, ({ trx }) => moveCatchUp(trx, catchUp, { cursor }));
  }
}

/** A page of the search; null: this try cannot go on. */
async function searchPage(ctx: Context, run: Run, cursor: string | null): Promise<MovedPage | null> {
  const { catchUp, intercom, attempt } = run;
  try {
    return await intercom.findMoved({ since: readFrom(catchUp, nowOf(ctx)), cursor });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const isFinal = error.certainty === 'refused' || (error.certainty === 'unknown' && attempt >= 4 * MOST_TRIES);
    // The app may not read conversations: the doctor names the permission.
    if (error.status === 403 || (isFinal && cursor === null)) {
      await finishCatchUp(ctx, run, { isCut: true });
      return null;
    }
    if (!isFinal) throw error;
    await transact(ctx, ({ trx }) => moveCatchUp(trx, catchUp, { cursor: null }));
    throw new NotYet('search-restarts');
  }
}

/** Stores the states that the search lists, also of conversations that are not read. */
async function noteMoves(ctx: Context, run: Run, found: readonly Conversation[], known: readonly ToRead[]) {
  const { workspace, catchUp } = run;
  const { id: workspaceId } = workspace;
  const before = new Map(known.map((one) => [one.conversationId, one]));
  const moved = found.flatMap(({ id: conversationId, state, updatedAt: at }) => {
    const one = before.get(conversationId);
    const isNews = state !== null && one !== undefined && one.state !== state && at > one.stateAt;
    return isNews ? [{ workspaceId, conversationId, state, at }] : [];
  });
  if (moved.length === 0) return;
  await transact(ctx, async ({ trx }) => {
    await updateConversationStates(trx, moved);
    await countFound(trx, catchUp, { moves: moved.length });
    const untold = moved.filter(({ at }) => at < toldBefore(nowOf(ctx)));
    const topics = untold.flatMap(({ state }) => topicOfMove(state) ?? []);
    if (catchUp.reason === 'daily') await recordMissedTopics(trx, workspaceId, topics, nowOf(ctx));
  });
  noteFound(ctx, 'move', catchUp.reason, moved.length);
}

async function readOne(ctx: Context, run: Run, known: ToRead): Promise<void> {
  const { workspace, catchUp, intercom, attempt } = run;
  if (known.readAt !== null && known.readAt >= catchUp.askedAt) return;
  run.left -= 1;
  try {
    await readConversation(ctx, { workspace, catchUp, known, intercom });
  } catch (error) {
    if (error instanceof NotYet) run.isPostponed = true;
    else if (!(error instanceof VendorError)) throw error;
    else if (error.status === 403 || error.certainty === 'refused') await leaveOutConversation(ctx, run, known);
    else if (error.certainty === 'not-done') throw error;
    else if (attempt >= MOST_TRIES) await leaveOutConversation(ctx, run, known);
    else if (run.unanswered === MOST_UNANSWERED) throw error;
    else {
      run.unanswered += 1;
      run.isPostponed = true;
    }
  }
}

/** Leaves out a conversation that the app may not or cannot read, such as a ticket, so that it delays no other. */
async function leaveOutConversation(ctx: Context, { catchUp }: Run, { conversationId }: ToRead): Promise<void> {
  const { workspaceId } = catchUp;
  await transact(ctx, async ({ trx }) => {
    await markRead(trx, workspaceId, conversationId, nowOf(ctx));
    await countFound(trx, catchUp, { reads: 1, unread: 1 });
  });
}

/** An agent started it meanwhile. It becomes a thread, where the workspace wants that, as if its webhook had come. */
async function openUnknown(ctx: Context, { workspace, catchUp }: Run, conversation: Conversation): Promise<void> {
  const { id: workspaceId, settings } = workspace;
  const { id: conversationId, source } = conversation;
  const isMeanwhile = source !== null && source.createdAt >= readFrom(catchUp, nowOf(ctx));
  if (!settings.outboundFirst || !isMeanwhile) return;
  if (await findReply(ctx.db, workspaceId, source.id)) return;
  const line = `conversation-${conversationId}`;
  const job = { workspaceId, conversationId, partId: null, id: line, address: line, threadPer: settings.threadPer };
  await transact(ctx, ({ enqueue }) => enqueue([newJob('relay-reply', job, { rank: 'automation' })]));
}

/** Goes on in another job, so that none lasts too long. */
async function enqueueNext(ctx: Context, run: Run, cursor: string | null): Promise<void> {
  const { catchUp } = run;
  await transact(ctx, async ({ trx, enqueue }) => {
    await moveCatchUp(trx, catchUp, { cursor: run.isPostponed ? null : cursor });
    await enqueue([newJob('catch-up', { workspaceId: catchUp.workspaceId })]);
  });
}

/** Intercom's search lags behind: it is made once more after the lag. */
async function finishPass(ctx: Context, run: Run): Promise<void> {
  const { catchUp } = run;
  if (run.isPostponed) {
    await transact(ctx, ({ trx }) => moveCatchUp(trx, catchUp, { cursor: null }));
    throw new NotYet('conversations-unreadable', LOOK_AGAIN_MS);
  }
  const { searchLagMs: delayMs } = ctx;
  if (catchUp.pass > 0 || delayMs === 0) return finishCatchUp(ctx, run, {});
  await transact(ctx, async ({ trx, enqueue }) => {
    const resumeAt = new Date(ctx.clock.now() + delayMs);
    await moveCatchUp(trx, catchUp, { pass: catchUp.pass + 1, cursor: null, resumeAt });
    await enqueue([newJob('catch-up', { workspaceId: catchUp.workspaceId }, { delayMs })]);
  });
}

async function finishCatchUp(ctx: Context, { catchUp }: Run, how: { isCut?: true }): Promise<void> {
  await transact(ctx, async ({ trx }) => {
    if (await moveCatchUp(trx, catchUp, { ...how, endedAt: nowOf(ctx) })) await forgetEmpty(trx, catchUp);
  });
}
