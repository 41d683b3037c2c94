// Many rows in one statement whose text does not depend on how many they are.
import { type RawBuilder, sql } from 'kysely';

/**
 * A record set for `FROM`, one record an object; `columns` is its column list, e.g. `id uuid, body text`.
 * One statement text for any number of rows is planned once a connection.
 */
export function recordset(alias: string, rows: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS ${sql.raw(`${alias}(${columns})`)}`;
}

/** Whether a failed statement was refused for its data, so that other rows of the same group may still go in. */
export function isDataError(error: unknown): boolean {
  return /^(22|23|40|54)...$/.test(codeOf(error));
}

/** Whether a failed statement was refused because a row that may be there once is there (unique_violation). */
export function isDuplicate(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** PostgreSQL's code of an error, empty where it is none of PostgreSQL's. Source: its manual, appendix A. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
