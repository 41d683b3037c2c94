// Brings the schema up to date; safe to run from several processes at once.
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as createBridge from '../../../migrations/20261120T0900-create-bridge.ts';
import * as writeFromThePanel from '../../../migrations/20261120T1200-write-from-the-panel.ts';
import * as install from '../../../migrations/20261120T1500-install.ts';
import * as twilioSetUp from '../../../migrations/20261121T0900-twilio-set-up.ts';
import * as threadsAndSaves from '../../../migrations/20261121T0910-threads-and-saves.ts';
import * as doctor from '../../../migrations/20261121T0920-doctor.ts';
import * as rowLevelSecurity from '../../../migrations/20261121T1000-row-level-security.ts';
import * as enterRoles from '../../../migrations/20261121T1100-enter-roles.ts';
import * as eraseSends from '../../../migrations/20261121T1110-erase-sends.ts';
import * as recurringTurns from '../../../migrations/20261130T0900-recurring-turns.ts';
import * as joinChannels from '../../../migrations/20261130T1143-join-channels.ts';
import * as rememberClicks from '../../../migrations/20261130T1151-remember-clicks.ts';
import * as addFailureMarks from '../../../migrations/20261130T1155-add-failure-marks.ts';
import * as otherFormsOfNumbers from '../../../migrations/20261130T1200-other-forms-of-numbers.ts';
import * as keepUsedAttempts from '../../../migrations/20261130T1202-keep-used-attempts.ts';
import * as catchUp from '../../../migrations/20261130T1206-catch-up.ts';
import * as answerWhereTexted from '../../../migrations/20261130T1207-answer-where-texted.ts';
import * as weighRefusedRequests from '../../../migrations/20261130T1208-weigh-refused-requests.ts';
import * as numberParts from '../../../migrations/20261130T1223-number-parts.ts';
import * as keepFindings from '../../../migrations/20261130T1228-keep-findings.ts';
import * as countFoundTexts from '../../../migrations/20261130T1233-count-found-texts.ts';
import * as addSharedKeys from '../../../migrations/20261130T1250-add-shared-keys.ts';
import * as rememberChangesAsValues from '../../../migrations/20261130T1455-remember-changes-as-values.ts';
import * as keepFoundValues from '../../../migrations/20261130T1502-keep-found-values.ts';
import * as listChangesOfAPerson from '../../../migrations/20261130T1750-list-changes-of-a-person.ts';
import * as keepCancelledTexts from '../../../migrations/20261130T1751-keep-cancelled-texts.ts';
import * as keepOpenFindings from '../../../migrations/20261130T1751-keep-open-findings.ts';
import * as knowCustomersBetter from '../../../migrations/20261130T1751-know-customers-better.ts';
import * as searchTexts from '../../../migrations/20261130T1801-search-texts.ts';
import * as consentScope from '../../../migrations/20261130T1803-consent-scope.ts';
import * as addPricesAndRegistrations from '../../../migrations/20261130T1813-add-prices-and-registrations.ts';
import * as keepZonesOfScheduledTexts from '../../../migrations/20261130T1813-keep-zones-of-scheduled-texts.ts';
import * as quietHours from '../../../migrations/20261130T1813-quiet-hours.ts';
import * as readWordsFaster from '../../../migrations/20261130T1924-read-words-faster.ts';
import * as explainTexts from '../../../migrations/20261130T2056-explain-texts.ts';
import * as importConsents from '../../../migrations/20261130T2100-import-consents.ts';
import * as limitSpend from '../../../migrations/20261130T2102-limit-spend.ts';
import * as indexWordsLater from '../../../migrations/20261130T2106-index-words-later.ts';
import * as loopsAndFloods from '../../../migrations/20261130T2107-loops-and-floods.ts';
import * as keepMedia from '../../../migrations/20261130T2108-keep-media.ts';
import * as answerByItself from '../../../migrations/20261130T2111-answer-by-itself.ts';
import * as tellFiles from '../../../migrations/20261130T2112-tell-files.ts';
import * as carryMedia from '../../../migrations/20261130T2119-carry-media.ts';
import * as indexFileProblems from '../../../migrations/20261130T2135-index-file-problems.ts';
import * as scopeApiKeys from '../../../migrations/20261130T2148-scope-api-keys.ts';
import * as measurePictures from '../../../migrations/20261130T2203-measure-pictures.ts';
import * as textByRule from '../../../migrations/20261201T0135-text-by-rule.ts';
import * as answerApiOnce from '../../../migrations/20261201T0212-answer-api-once.ts';
import * as rememberUntoldTexts from '../../../migrations/20261201T0331-remember-untold-texts.ts';
import * as tellEndpoints from '../../../migrations/20261201T0339-tell-endpoints.ts';
import * as keepCustomers from '../../../migrations/20261201T0340-keep-customers.ts';
import * as tellEvents from '../../../migrations/20261201T0342-tell-events.ts';
import * as countApiCalls from '../../../migrations/20261201T0345-count-api-calls.ts';
import type { UntriedServer } from '../../domain/unusable-database.ts';
import type { Db } from './database.ts';
import { judgeVersion, prepareServer } from './database-server.ts';

const migrations: Record<string, Migration> = {
  '20261120T0900-create-bridge': createBridge,
  '20261120T1200-write-from-the-panel': writeFromThePanel,
  '20261120T1500-install': install,
  '20261121T0900-twilio-set-up': twilioSetUp,
  '20261121T0910-threads-and-saves': threadsAndSaves,
  '20261121T0920-doctor': doctor,
  '20261121T1000-row-level-security': rowLevelSecurity,
  '20261121T1100-enter-roles': enterRoles,
  '20261121T1110-erase-sends': eraseSends,
  '20261130T0900-recurring-turns': recurringTurns,
  '20261130T1143-join-channels': joinChannels,
  '20261130T1151-remember-clicks': rememberClicks,
  '20261130T1155-add-failure-marks': addFailureMarks,
  '20261130T1200-other-forms-of-numbers': otherFormsOfNumbers,
  '20261130T1202-keep-used-attempts': keepUsedAttempts,
  '20261130T1206-catch-up': catchUp,
  '20261130T1207-answer-where-texted': answerWhereTexted,
  '20261130T1208-weigh-refused-requests': weighRefusedRequests,
  '20261130T1223-number-parts': numberParts,
  '20261130T1228-keep-findings': keepFindings,
  '20261130T1233-count-found-texts': countFoundTexts,
  '20261130T1250-add-shared-keys': addSharedKeys,
  '20261130T1455-remember-changes-as-values': rememberChangesAsValues,
  '20261130T1502-keep-found-values': keepFoundValues,
  '20261130T1750-list-changes-of-a-person': listChangesOfAPerson,
  '20261130T1751-keep-cancelled-texts': keepCancelledTexts,
  '20261130T1751-keep-open-findings': keepOpenFindings,
  '20261130T1751-know-customers-better': knowCustomersBetter,
  '20261130T1801-search-texts': searchTexts,
  '20261130T1803-consent-scope': consentScope,
  '20261130T1813-add-prices-and-registrations': addPricesAndRegistrations,
  '20261130T1813-keep-zones-of-scheduled-texts': keepZonesOfScheduledTexts,
  '20261130T1813-quiet-hours': quietHours,
  '20261130T1924-read-words-faster': readWordsFaster,
  '20261130T2056-explain-texts': explainTexts,
  '20261130T2100-import-consents': importConsents,
  '20261130T2102-limit-spend': limitSpend,
  '20261130T2106-index-words-later': indexWordsLater,
  '20261130T2107-loops-and-floods': loopsAndFloods,
  '20261130T2108-keep-media': keepMedia,
  '20261130T2111-answer-by-itself': answerByItself,
  '20261130T2112-tell-files': tellFiles,
  '20261130T2119-carry-media': carryMedia,
  '20261130T2135-index-file-problems': indexFileProblems,
  '20261130T2148-scope-api-keys': scopeApiKeys,
  '20261130T2203-measure-pictures': measurePictures,
  '20261201T0135-text-by-rule': textByRule,
  '20261201T0212-answer-api-once': answerApiOnce,
  '20261201T0331-remember-untold-texts': rememberUntoldTexts,
  '20261201T0339-tell-endpoints': tellEndpoints,
  '20261201T0340-keep-customers': keepCustomers,
  '20261201T0342-tell-events': tellEvents,
  '20261201T0345-count-api-calls': countApiCalls,
};

/**
 * Prepares the server, then runs every migration that has not run yet, under the migrator's lock; returns their names. `warn`
 * hears of a server that can be used but is untried.
 */
export async function migrate(db: Db, warn: (server: UntriedServer) => void = () => {}): Promise<string[]> {
  await prepareServer(db, warn);
  if (await isUpToDate(db)) return [];
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** Asks once, so that a process that starts on an up-to-date database need not wait for the migrator's lock. */
async function isUpToDate(db: Db): Promise<boolean> {
  const { missing, unknown } = await compareTables(db);
  return missing === 0 && unknown === 0;
}

/** The server's version as PostgreSQL says it, and the migrations that it lacks or that this version does not know. */
export async function lookAtTables(db: Db): Promise<{ version: string; missing: number; unknown: number }> {
  const { rows } = await sql<{ version: number; name: string }>`
    SELECT current_setting('server_version_num')::integer AS version,
      split_part(current_setting('server_version'), ' ', 1) AS name`.execute(db);
  judgeVersion(rows[0]?.version ?? 0);
  return { version: rows[0]?.name ?? '', ...(await compareTables(db)) };
}

async function compareTables(db: Db): Promise<{ missing: number; unknown: number }> {
  const ours = Object.keys(migrations);
  const { rows: tables } = await sql<{ made: boolean }>`
    SELECT to_regclass('kysely_migration') IS NOT NULL AS made`.execute(db);
  if (!tables[0]?.made) return { missing: ours.length, unknown: 0 };
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db);
  const done = new Set(rows.map((row) => row.name));
  const known = ours.filter((name) => done.has(name)).length;
  return { missing: ours.length - known, unknown: done.size - known };
}
