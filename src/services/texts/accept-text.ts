// A customer's text is stored once, with the job that will thread it, before Twilio is answered.
import { type ConsentSource, type Keyword, keywordOf } from '../../domain/consent.ts';
import { type NewJob, newJob } from '../../domain/jobs.ts';
import type { Media } from '../../domain/message.ts';
import { parseAddress } from '../../domain/phone-number.ts';
import type { ThreadPer } from '../../domain/thread.ts';
import { createParallelGroups } from '../../lib/group-commit.ts';
import { isDataError, isDuplicate } from '../../store/database/failed-statements.ts';
import { inboundStatement, insertInbound, type NewInbound } from '../../store/texts/new-messages.ts';
import { applyKeyword } from '../consent/change-consent.ts';
import { nowOf, type Storing, storeAtOnce, type Timed, transact, type Watched } from '../context.ts';

export interface ArrivedText {
  workspaceId: string;
  /** As the workspace wants it at present: its texts are handled in that order. */
  threadPer: ThreadPer;
  sid: string;
  from: string;
  to: string;
  body: string;
  media: readonly Media[];
  /** The keyword that Twilio has acted on itself. */
  answered: Keyword | null;
}

type Accepted = 'stored' | 'duplicate';
type KeywordedText = NewInbound & { keywordSource: ConsentSource; threadPer: ThreadPer };
type AcceptContext = Storing & Timed & Watched;

/** Texts that arrive while a commit is under way share the next one. */
export function createTextAcceptor(ctx: AcceptContext): (text: ArrivedText) => Promise<Accepted> {
  const accept = createParallelGroups<KeywordedText, Accepted>((texts) => storeTexts(ctx, texts), {
    largest: 64,
    mayRetryAlone: isDataError,
    count: 2,
    keyOf: (text) => text.address,
  });
  return async (text) => {
    const outcome = await accept(toInbound(ctx, text));
    ctx.metrics.texts.inc({ direction: 'in', outcome: outcome === 'stored' ? 'accepted' : 'duplicate' });
    return outcome;
  };
}

function toInbound(ctx: AcceptContext, text: ArrivedText): KeywordedText {
  return {
    workspaceId: text.workspaceId,
    threadPer: text.threadPer,
    id: ctx.newId(),
    sid: text.sid,
    address: parseAddress(text.from).value,
    sender: parseAddress(text.to).value,
    body: text.body,
    media: text.media,
    keyword: text.answered ?? keywordOf(text.body),
    keywordSource: text.answered ? 'opt-out-type' : 'keyword',
    receivedAt: nowOf(ctx),
  };
}

async function storeTexts(ctx: AcceptContext, texts: readonly KeywordedText[]): Promise<Accepted[]> {
  // Two processes that store the same texts must wait for each other in the same order.
  const ordered = [...texts].sort((a, b) => (a.sid < b.sid ? -1 : 1));
  // Most groups hold new texts without a keyword. Their one message takes effect whole, or not at all.
  if (!texts.some(changesConsent)) {
    try {
      await storeAtOnce(ctx, [inboundStatement(ctx.db, ordered)], texts.map(toJob));
      return texts.map(() => 'stored');
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  return storeWhatIsNew(ctx, texts, ordered);
}

/** Sees which texts are new before it adds their jobs. */
async function storeWhatIsNew(
  ctx: AcceptContext,
  texts: readonly KeywordedText[],
  ordered: readonly KeywordedText[],
): Promise<Accepted[]> {
  const stored = await transact({ ...ctx, db: ctx.database.accepting }, async ({ trx, enqueue }) => {
    const ids = await insertInbound(trx, ordered);
    const fresh = texts.filter((text) => ids.has(text.id));
    await enqueue(fresh.map(toJob));
    for (const text of fresh) {
      if (!changesConsent(text)) continue;
      await ctx.database.enter(trx, text.workspaceId);
      await applyKeyword(trx, ctx, asKeyword(text));
    }
    return ids;
  });
  return texts.map((text) => (stored.has(text.id) ? 'stored' : 'duplicate'));
}

function changesConsent(text: KeywordedText): text is KeywordedText & { keyword: 'stop' | 'start' } {
  return text.keyword === 'stop' || text.keyword === 'start';
}

function asKeyword(text: KeywordedText & { keyword: 'stop' | 'start' }) {
  const { workspaceId, address, sender, keyword, keywordSource } = text;
  return { workspaceId, address, sender, keyword, source: keywordSource, messageId: text.id, at: text.receivedAt };
}

function toJob(text: KeywordedText): NewJob {
  const { workspaceId, id: messageId, address, sender, threadPer } = text;
  return newJob('receive-text', { workspaceId, messageId, address, sender, threadPer });
}
