// The log: texts of a workspace by any conditions, newest first, fast however many there are.
import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { NumberSought } from '../../domain/numbers/sought-number.ts';
import type { Message } from '../../domain/texts/message.ts';
import { mayMatch, type TextSearch } from '../../domain/texts/text-search.ts';
import type { Db } from '../database/database.ts';
import type { MessageTable } from '../database/tables/texts.ts';
import { firstIdAt } from './arrivals.ts';
import { toMessage } from './message-row.ts';

export interface LoggedText {
  message: Message;
  authorName: string | null;
  contactName: string | null;
  contactId: string | null;
  retried: boolean;
}

export interface LogPage {
  texts: LoggedText[];
  /** Where older texts begin; null where there are none. */
  older: string | null;
  /** More numbers have these digits than are searched. */
  hasMoreNumbers: boolean;
}

/** So many threads are read for a part of a number. */
const MOST_THREADS = 200;
/** The newest texts whose words are compared one by one: with a frequent word they fill a page. */
const COMPARED = 2_000;
/** The most texts with these words that other conditions are asked of at a time. */
const MOST_WITH_WORDS = 5_000;
/** The most texts that are compared because their words are not in the index yet: more than come in minutes. */
const MOST_UNINDEXED = 20_000;

/** The texts that meet the conditions, at most `limit`, newest first. */
export async function findTexts(db: Db, workspaceId: string, search: TextSearch, limit: number): Promise<LogPage> {
  if (!mayMatch(search)) return { texts: [], older: null, hasMoreNumbers: false };
  const { words } = search;
  const threads = await findThreadsFor(db, workspaceId, search);
  const threadIds = threads?.slice(0, MOST_THREADS) ?? null;
  const most = limit + 1;
  const isEither = search.match === 'either' && threadIds !== null && words !== '';
  const found = isEither
    ? mergeFound(
        await findIds(db, workspaceId, { ...search, words: '' }, threadIds, most),
        await findIds(db, workspaceId, search, null, most),
        most,
      )
    : await findIds(db, workspaceId, search, threadIds, most);
  const shown = found.ids.slice(0, limit);
  return {
    texts: await readTexts(db, workspaceId, shown),
    older: found.ids.length > limit ? (shown.at(-1) ?? null) : found.readTo,
    hasMoreNumbers: (threads?.length ?? 0) > MOST_THREADS,
  };
}

/** The threads of the number, or those that have been in the conversation; null where neither is asked for. */
async function findThreadsFor(
  db: Db,
  workspaceId: string,
  { number, conversationId }: Pick<TextSearch, 'number' | 'conversationId'>,
): Promise<string[] | null> {
  const ofNumber = number === null ? null : await findThreads(db, workspaceId, number);
  if (conversationId === null) return ofNumber;
  // One conversation holds the texts of all numbers of its contact.
  const there = await idsOf(
    db,
    sql`
      WITH here AS (
        SELECT t.id, t.contact_id FROM threads t WHERE t.workspace_id = ${workspaceId} AND (t.conversation_id = ${conversationId}
          OR t.id IN (SELECT thread_id FROM conversations WHERE workspace_id = ${workspaceId} AND conversation_id = ${conversationId}))
      )
      SELECT id FROM here UNION SELECT t.id FROM threads t
        WHERE t.workspace_id = ${workspaceId} AND t.contact_id IN (SELECT contact_id FROM here)`,
  );
  return ofNumber === null ? there : ofNumber.filter((id) => there.includes(id));
}

/** `readTo`: not all texts with these words were asked, only those from this one on; null where all were. */
interface Found {
  ids: string[];
  readTo: string | null;
}

function mergeFound(one: Found, other: Found, most: number): Found {
  const ids = [...new Set([...one.ids, ...other.ids])].sort().reverse();
  const readTo = other.readTo ?? one.readTo;
  return { ids: (readTo === null ? ids : ids.filter((id) => id >= readTo)).slice(0, most), readTo };
}

async function findIds(
  db: Db,
  workspaceId: string,
  search: TextSearch,
  threadIds: readonly string[] | null,
  most: number,
): Promise<Found> {
  if (search.words === '') return { ids: await idsOf(db, newest(workspaceId, search, threadIds, most)), readTo: null };
  // A frequent word stands in one of the newest texts. A rare one is found by the index, wherever it stands.
  const nearest = await compareWords(db, workspaceId, search.words, newest(workspaceId, search, threadIds, COMPARED));
  const { ids, last } = nearest;
  if (ids.length >= most || nearest.count < COMPARED) return { ids: ids.slice(0, most), readTo: null };
  const rest = { ...search, before: last };
  const through = await findIndexedThrough(db, workspaceId);
  const unindexed = await compareWords(
    db,
    workspaceId,
    search.words,
    newestUnindexed(workspaceId, rest, threadIds, through),
  );
  const newer = [...ids, ...unindexed.ids];
  if (newer.length >= most || unindexed.count === MOST_UNINDEXED)
    return { ids: newer.slice(0, most), readTo: newer.length >= most ? null : unindexed.last };
  const withWords = await idsOf(db, wordsIndexed(rest));
  const older = await idsOf(
    db,
    sql`SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND m.id = ANY(${withWords}::uuid[])
      AND ${conditions(rest, threadIds)} ORDER BY m.id DESC LIMIT ${most}`,
  );
  const isCut = withWords.length === MOST_WITH_WORDS && newer.length + older.length < most;
  return mergeFound(
    { ids: newer, readTo: null },
    { ids: older, readTo: isCut ? (withWords.at(-1) ?? null) : null },
    most,
  );
}

/** `last`: the oldest of the compared texts; null where there are none. */
interface Compared {
  ids: string[];
  count: number;
  last: string | null;
}

/** The texts with these words among the given ones, newest first. Most lack a piece of the words, which is found fast. */
async function compareWords(
  db: Db,
  workspaceId: string,
  words: string,
  texts: RawBuilder<{ id: string }>,
): Promise<Compared> {
  const { rows } = await sql<{ ids: string[] | null; count: number; last: string | null }>`
    WITH texts AS (${texts}), sought AS (
      SELECT words_sought(${words}) AS words, ARRAY(
        SELECT '%' || substr(word, 2) || '%' FROM unnest(tsvector_to_array(words_of_text('', ${words}))) AS word) AS pieces
    )
    SELECT count(*)::integer AS count, min(t.id::text) AS last, array_agg(t.id::text ORDER BY t.id DESC) FILTER (WHERE
      lower(left(m.body, 4000)) LIKE ALL ((SELECT pieces FROM sought)::text[])
      AND words_of_text(${workspaceId}, m.body) @@ (SELECT words FROM sought)) AS ids
    FROM texts t, LATERAL (
      SELECT body FROM messages WHERE workspace_id = ${workspaceId} AND id = t.id LIMIT 1) m`.execute(db);
  const [row] = rows;
  return { ids: row?.ids ?? [], count: row?.count ?? 0, last: row?.last ?? null };
}

/** The last text that is in the index, or the lowest id. As a value of its own it makes a range of the texts' key. */
async function findIndexedThrough(db: Db, workspaceId: string): Promise<string> {
  const { rows } = await sql<{ through: string }>`
    SELECT through FROM words_indexed WHERE workspace_id = ${workspaceId}`.execute(db);
  return rows[0]?.through ?? firstIdAt(0);
}

/** The texts that are too new for the index. */
function newestUnindexed(
  workspaceId: string,
  search: TextSearch,
  threadIds: readonly string[] | null,
  through: string,
): RawBuilder<{ id: string }> {
  return sql`SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND m.id > ${through}::uuid
    AND ${conditions(search, threadIds)} ORDER BY m.id DESC LIMIT ${MOST_UNINDEXED}`;
}

function wordsIndexed({ words, since, before, until }: TextSearch): RawBuilder<{ id: string }> {
  const ends = [before, until === null ? null : firstIdAt(until.getTime())].filter((end) => end !== null);
  const from = since === null ? null : firstIdAt(since.getTime());
  return sql`SELECT id FROM texts_with_words(${words}, ${from}::uuid, ${ends.sort()[0] ?? null}::uuid,
    ${MOST_WITH_WORDS}::integer) AS id`;
}

/** The ids of the newest texts that meet all conditions but words. Each branch reads the end of one index. */
function newest(
  workspaceId: string,
  search: TextSearch,
  threadIds: readonly string[] | null,
  most: number,
): RawBuilder<{ id: string }> {
  const branch = (joined: RawBuilder<unknown>, met: RawBuilder<unknown>) => sql<{ id: string }>`
    SELECT b.id FROM ${joined}, LATERAL (SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND ${met}
      AND ${conditions(search, null)} ORDER BY m.id DESC LIMIT ${most}) b ORDER BY b.id DESC LIMIT ${most}`;
  if (threadIds !== null) return branch(sql`unnest(${[...threadIds]}::uuid[]) AS t(id)`, sql`m.thread_id = t.id`);
  const { states } = search;
  if (states.length > 1) {
    const each = sql.join(
      states
        .map((state) => newest(workspaceId, { ...search, states: [state] }, null, most))
        .map((query) => sql`(${query})`),
      sql` UNION ALL `,
    );
    return sql`SELECT s.id FROM (${each}) s ORDER BY s.id DESC LIMIT ${most}`;
  }
  return sql`SELECT m.id FROM messages m WHERE m.workspace_id = ${workspaceId} AND ${conditions(search, null)}
    ORDER BY m.id DESC LIMIT ${most}`;
}

/** Conditions on `m`. States are literals, so that each has a plan that knows how frequent it is. */
function conditions(search: TextSearch, threadIds: readonly string[] | null): RawBuilder<boolean> {
  const { direction, states, errorCode, agent, conversationId, since, until, before } = search;
  const all = [
    ...(threadIds === null ? [] : [sql`m.thread_id = ANY(${[...threadIds]}::uuid[])`]),
    ...(direction === null ? [] : [sql`m.direction = ${sql.lit(direction)}`]),
    ...(states.length === 0 ? [] : [sql`m.state IN (${sql.join(states.map((state) => sql.lit(state)))})`]),
    ...(errorCode === null ? [] : [sql`m.error_code = ${errorCode}`]),
    ...(agent?.kind === 'automation' ? [sql`m.author_kind = 'automation'`] : []),
    ...(agent?.kind === 'admin' ? [sql`m.author_id = ${agent.id}`] : []),
    ...(conversationId === null ? [] : [sql`m.conversation_id = ${conversationId}`]),
    ...(since === null ? [] : [sql`m.id >= ${firstIdAt(since.getTime())}::uuid`]),
    ...(until === null ? [] : [sql`m.id < ${firstIdAt(until.getTime())}::uuid`]),
    ...(before === null ? [] : [sql`m.id < ${before}::uuid`]),
  ];
  return all.length === 0 ? sql`true` : sql`${sql.join(all, sql` AND `)}`;
}

async function idsOf(db: Db, query: RawBuilder<{ id: string }>): Promise<string[]> {
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** One more than are searched, where there are more. */
async function findThreads(db: Db, workspaceId: string, { beginnings, ending }: NumberSought): Promise<string[]> {
  const ranges = [
    ...beginnings.map((from) => sql`t.address COLLATE "C" >= ${from} AND t.address COLLATE "C" < ${after(from)}`),
    ...(ending === null ? [] : [endsWith([...ending].reverse().join(''))]),
  ];
  if (ranges.length === 0) return [];
  const each = ranges.map(
    (range) =>
      sql`(SELECT t.id FROM threads t WHERE t.workspace_id = ${workspaceId} AND ${range} LIMIT ${MOST_THREADS + 1})`,
  );
  return idsOf(db, sql`SELECT u.id FROM (${sql.join(each, sql` UNION `)}) u LIMIT ${MOST_THREADS + 1}`);
}

function endsWith(reversed: string): RawBuilder<unknown> {
  return sql`t.reversed_address >= ${reversed} AND t.reversed_address < ${after(reversed)}`;
}

/** The first string after all that begin like this one. Digits and a plus are ASCII, below a colon. */
function after(beginning: string): string {
  return `${beginning}:`;
}

interface Beside {
  author_name: string | null;
  contact_name: string | null;
  contact_id: string | null;
  retried: boolean;
}

type Row = Selectable<MessageTable> & Beside;

export async function readTexts(db: Db, workspaceId: string, ids: readonly string[]): Promise<LoggedText[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    SELECT m.*, a.name AS author_name, c.name AS contact_name, t.contact_id, EXISTS (
      SELECT FROM messages r WHERE r.workspace_id = ${workspaceId} AND r.retry_of = m.id) AS retried
    FROM messages m
    LEFT JOIN admins a ON a.workspace_id = ${workspaceId} AND a.id = m.author_id
    LEFT JOIN threads t ON t.workspace_id = ${workspaceId} AND t.id = m.thread_id
    LEFT JOIN contacts c ON c.workspace_id = ${workspaceId} AND c.contact_id = t.contact_id
    WHERE m.workspace_id = ${workspaceId} AND m.id = ANY(${[...ids]}::uuid[])
    ORDER BY m.id DESC`.execute(db);
  return rows.map(({ author_name: authorName, contact_name: contactName, contact_id: contactId, retried, ...row }) => ({
    message: toMessage(row),
    ...{ authorName, contactName, contactId, retried },
  }));
}
