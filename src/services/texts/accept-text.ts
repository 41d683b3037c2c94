// A customer's text is stored once, with the job that will thread it, before Twilio is answered.
import type { ConsentSource, Keyword, Wish } from '../../domain/consent/consent.ts';
import { type ReadKeyword, readKeyword } from '../../domain/consent/keywords.ts';
import { readReaction } from '../../domain/consent/reaction.ts';
import { mayWishToStop } from '../../domain/consent/stop-wish.ts';
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import { parseAddress, parseSender } from '../../domain/numbers/phone-number.ts';
import { addressOr } from '../../domain/numbers/unknown-sender.ts';
import { readAutoReply } from '../../domain/texts/auto-reply.ts';
import type { Media } from '../../domain/texts/message.ts';
import type { Content } from '../../domain/texts/text-content.ts';
import type { ThreadPer } from '../../domain/thread.ts';
import { isBlank } from '../../domain/well-formed.ts';
import { createParallelGroups } from '../../lib/group-commit.ts';
import type { Trx } from '../../store/database/database.ts';
import { isDataError, isDuplicate } from '../../store/database/failed-statements.ts';
import { findWords } from '../../store/texts/handed-over.ts';
import { inboundStatement, insertInbound, markKeyword, type NewInbound } from '../../store/texts/new-messages.ts';
import { wordsWithContent } from '../../words/customer-texts.ts';
import { applyKeyword, applyYes } from '../consent/change-consent.ts';
import { nowOf, type Storing, storeAtOnce, type Timed, transact, type Watched } from '../context.ts';

export interface ArrivedText {
  workspaceId: string;
  /** The workspace's present choice, which decides the order of its texts. */
  threadPer: ThreadPer;
  /** The workspace has endpoints that may be told of it. */
  tellsEndpoints: boolean;
  sid: string;
  from: string;
  to: string;
  /** The words that were typed. */
  body: string;
  media: readonly Media[];
  content: readonly Content[];
  /** Twilio's id of the text that it answers. */
  repliedTo: string | null;
  /** The keyword that Twilio has acted on itself. */
  answered: Keyword | null;
}

type Accepted = 'stored' | 'duplicate';
type KeywordedText = NewInbound & Pick<ArrivedText, 'threadPer' | 'tellsEndpoints'> & { said: Said | null };

/** A keyword, and how we know of it. */
interface Said {
  keyword: ReadKeyword['keyword'];
  source: ConsentSource;
}

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
    const outcome = await accept(toInbound(ctx, text, await contentOf(ctx, text)));
    ctx.metrics.texts.inc({ direction: 'in', outcome: outcome === 'stored' ? 'accepted' : 'duplicate' });
    return outcome;
  };
}

/** The text's content, with the words of the text that it answers, where we have them. */
async function contentOf(ctx: AcceptContext, text: ArrivedText): Promise<Content[]> {
  const { workspaceId, body, content, repliedTo } = text;
  // A reaction quotes in its own words.
  if (repliedTo === null || readReaction(body) !== null) return [...content];
  const quoted = (await findWords(ctx.database.within(workspaceId), workspaceId, repliedTo)) ?? '';
  const isReaction = content.some(({ kind }) => kind === 'reaction');
  if (!isReaction) return [...content, { kind: 'answer', quoted }];
  return content.map((one) => (one.kind === 'reaction' ? { ...one, quoted } : one));
}

function toInbound(ctx: AcceptContext, text: ArrivedText, content: readonly Content[]): KeywordedText {
  const said = saidIn(text);
  const sender = parseAddress(text.to).value;
  const { address, wroteAs } = parseSender(addressOr(text.from, sender));
  return {
    workspaceId: text.workspaceId,
    threadPer: text.threadPer,
    tellsEndpoints: text.tellsEndpoints,
    id: ctx.newId(),
    sid: text.sid,
    address,
    wroteAs,
    sender,
    body: wordsWithContent(text.body, content),
    media: text.media,
    keyword: wishIn(text, said),
    said,
    receivedAt: nowOf(ctx),
  };
}

function wishIn({ body }: ArrivedText, said: Said | null): Wish | null {
  // A YES is an ordinary answer until it turns out to end an opt-out.
  if (said !== null) return said.keyword === 'yes' ? null : said.keyword;
  // Another machine that offers its own stop word wishes nothing.
  return mayWishToStop(body) && readAutoReply(body) !== 'opt-out' ? 'may-stop' : null;
}

/** The carrier's word counts first, then the typed words, then those on a tapped button. */
function saidIn({ answered, body, content }: ArrivedText): Said | null {
  if (answered) return { keyword: answered, source: 'opt-out-type' };
  const read = readKeyword(isBlank(body) ? tappedIn(content) : body);
  return read && { keyword: read.keyword, source: read.isCarriers ? 'keyword' : 'reading' };
}

function tappedIn(content: readonly Content[]): string {
  const tapped = content.find((one) => one.kind === 'button' || one.kind === 'choice');
  if (tapped === undefined) return '';
  return (tapped.kind === 'button' ? tapped.text : tapped.title) || tapped.code;
}

async function storeTexts(ctx: AcceptContext, texts: readonly KeywordedText[]): Promise<Accepted[]> {
  // Two processes that store the same texts must wait for each other in the same order.
  const ordered = [...texts].sort((a, b) => (a.sid < b.sid ? -1 : 1));
  // Most groups hold new texts without a keyword. Their one message takes effect whole, or not at all.
  if (!texts.some(changesConsent)) {
    try {
      const tellsNobody = !texts.some(({ tellsEndpoints }) => tellsEndpoints);
      await storeAtOnce(ctx, [inboundStatement(ctx.db, ordered)], texts.map(toJob), { tellsNobody });
      return texts.map(() => 'stored');
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  return storeWhatIsNew(ctx, texts, ordered);
}

/** Stores the texts that are new, and adds jobs for those alone. */
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
      await applySaid(trx, ctx, text);
    }
    return ids;
  });
  return texts.map((text) => (stored.has(text.id) ? 'stored' : 'duplicate'));
}

type Changing = KeywordedText & { said: Said & { keyword: 'stop' | 'start' | 'yes' } };

function changesConsent(text: KeywordedText): text is Changing {
  return text.said !== null && text.said.keyword !== 'help';
}

async function applySaid(trx: Trx, ctx: AcceptContext, text: Changing): Promise<void> {
  const { workspaceId, address, sender, said, id: messageId, receivedAt: at } = text;
  const change = { workspaceId, address, sender, messageId, at, source: said.source };
  if (said.keyword !== 'yes') return applyKeyword(trx, ctx, { ...change, keyword: said.keyword });
  if (await applyYes(trx, ctx, change)) await markKeyword(trx, { workspaceId, id: messageId }, 'start');
}

function toJob(text: KeywordedText): NewJob {
  const { workspaceId, id: messageId, address, sender, threadPer } = text;
  return newJob('receive-text', { workspaceId, messageId, address, sender, threadPer });
}
