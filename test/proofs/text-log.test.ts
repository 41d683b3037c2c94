// The log of texts among a million texts of one workspace: every condition, and every sensible pair, within 200 ms.
import { sql } from 'kysely';
import { readSoughtNumber } from '../../src/domain/numbers/sought-number.ts';
import { anyText, type TextSearch, textStates } from '../../src/domain/texts/text-search.ts';
import { countLog } from '../../src/store/texts/log-lists.ts';
import { findTexts } from '../../src/store/texts/text-log.ts';
import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { afterwards, stopServices } from '../support/process/service-process.ts';

stopServices();

const TEXTS = 1_000_000;
const WORKSPACE = 'large';
const MOST_MS = 200;
/** The machine may do something else at the time of one run. */
const RUNS = 5;

const at = (text: number) => new Date((1_700_000_000 + text * 60) * 1_000);
const number = (typed: string) => readSoughtNumber(typed, 'US');
const agent = (id: string) => ({ kind: 'admin', id }) as const;
const { failed, held, delivered, refused, waiting } = textStates;

const searches: Record<string, Partial<TextSearch>> = {
  'the newest': {},
  'the oldest': { until: at(100) },
  'failed texts': { states: [...failed, 'given-up'] },
  'held texts': { states: [...held, ...refused] },
  'waiting texts': { states: waiting },
  'a state that none has': { states: ['blocked'] },
  'an agent': { agent: agent('3') },
  'an agent with few texts': { agent: agent('rare') },
  automation: { agent: { kind: 'automation' } },
  'an error': { errorCode: 30003 },
  'texts from customers': { direction: 'in' },
  'a whole number': { number: number('(415) 200-0123') },
  'the end of a number': { number: number('0123') },
  'the beginning of a number': { number: number('+1415200') },
  'digits in numbers or words': { number: number('1042'), words: '1042', match: 'either' },
  'a frequent word': { words: 'order' },
  'a rare word': { words: 'n500123' },
  'a rare word that is new': { words: 'n996500' },
  'a word that none has': { words: 'unheard' },
  'the beginning of a word': { words: 'w77' },
  'three words': { words: 'order w1 w2' },
  'an agent and failed': { agent: agent('3'), states: failed },
  'an agent and delivered': { agent: agent('rare'), states: delivered },
  'an agent and an error': { agent: agent('3'), errorCode: 30003 },
  'an agent and a word': { agent: agent('3'), words: 'w900' },
  'a frequent word and held': { words: 'order', states: held },
  'a word and failed': { words: 'w900', states: failed },
  'a word and a number': { words: 'order', number: number('0123') },
  'a number and failed': { number: number('0123'), states: failed },
  'a time and failed': { since: at(1_000), until: at(9_000), states: failed },
  'a time and a word': { words: 'w900', until: at(50_000) },
  'automation and held': { agent: { kind: 'automation' }, states: held },
};

test('a search among a million texts takes less than 200 ms', async () => {
  const database = await freshDatabase();
  afterwards(() => database.close());
  const said = { id: WORKSPACE, name: 'Large', region: 'US', timezone: 'UTC', source: 'install' as const };
  const db = database.within(WORKSPACE);
  await db
    .transaction()
    .execute((trx) =>
      installWorkspace(trx, { ...said, actingAdminId: '1', sealedIntercomToken: 'sealed' }, new Date()),
    );
  for (const statement of fill) await sql.raw(statement).execute(database.owner);
  const slow: string[] = [];
  for (const [name, search] of Object.entries(searches)) {
    const ms = await fastest(() => findTexts(db, WORKSPACE, { ...anyText, ...search }, 50));
    if (ms >= MOST_MS) slow.push(`${name}: ${Math.round(ms)} ms`);
  }
  const ms = await fastest(() => countLog(db, WORKSPACE, at(0)));
  if (ms >= MOST_MS) slow.push(`the counts: ${Math.round(ms)} ms`);
  expect(slow).toEqual([]);
  const found = await findTexts(db, WORKSPACE, { ...anyText, words: 'n500123' }, 50);
  expect(found.texts.map(({ message }) => message.address)).toEqual([expect.stringMatching(/^\+1415/)]);
}, 240_000);

async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && best >= MOST_MS / 2; run += 1) {
    const began = performance.now();
    await work();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

/** Words of two hundred ranks, the frequent ones often. Rows come without their triggers, and the words' index after them. */
const fill = [
  'ALTER TABLE messages DISABLE TRIGGER ALL',
  'ALTER TABLE message_words DISABLE TRIGGER ALL',
  'DROP INDEX message_words_by_word',
  `INSERT INTO threads (workspace_id, id, address, sender, created_at)
   SELECT '${WORKSPACE}', md5('t' || i)::uuid, '+1415' || 2000000 + i, '+14155550199', now() FROM generate_series(0, 99999) i`,
  `INSERT INTO messages (workspace_id, id, direction, thread_id, address, sender, body, state, state_at, error_code,
     twilio_sid, conversation_id, author_kind, author_id, written_at, created_at)
   SELECT '${WORKSPACE}', (lpad(to_hex(1700000000000 + i * 60000::bigint), 12, '0') || '70008' || lpad(to_hex(i), 15, '0'))::uuid,
     CASE WHEN i % 2 = 0 THEN 'in' ELSE 'out' END, md5('t' || i * 7919::bigint % 100000)::uuid,
     '+1415' || 2000000 + i * 7919::bigint % 100000, '+14155550199',
     'Your order w' || i % 10 || ' w' || i % 97 || ' w' || i % 1009 || ' w' || i * 7 % 20011 || ' n' || i || ', thanks',
     CASE WHEN i % 2 = 0 THEN 'threaded' WHEN i % 50 = 1 THEN 'undelivered' WHEN i % 100003 = 5 THEN 'held'
       WHEN i % 5001 = 7 THEN 'refused' WHEN i > 999900 THEN 'pending' ELSE 'delivered' END,
     now(), CASE WHEN i % 50 = 1 THEN 30003 + i % 7 END, 'SM' || i, 'c' || i,
     CASE WHEN i % 20 = 1 THEN 'automation' WHEN i % 2 = 1 THEN 'admin' END,
     CASE WHEN i BETWEEN 1000 AND 1100 THEN 'rare' WHEN i % 2 = 1 AND i % 20 <> 1 THEN (i % 30)::text END, now(), now()
   FROM generate_series(0, ${TEXTS - 1}) i`,
  `INSERT INTO message_words SELECT workspace_id, id, words_of_text(workspace_id, body) FROM (
     SELECT * FROM messages ORDER BY id LIMIT ${TEXTS - 5000}) indexed`,
  'CREATE INDEX message_words_by_word ON message_words USING gin (words)',
  // The newest ones are not in the index yet.
  `INSERT INTO words_indexed SELECT workspace_id, id FROM messages ORDER BY id DESC OFFSET 5000 LIMIT 1`,
  'ANALYZE',
];
