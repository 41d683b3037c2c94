// Many rows in one statement whose text does not depend on how many they are.
import { type RawBuilder, sql } from 'kysely';

/**
 * A record set for `FROM`, one record an object; `columns` is its column list, e.g. `id uuid, body text`.
 * One statement text for any number of rows is planned once a connection.
 */
export function recordset(alias: string, rows: readonly object[], columns: string): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS ${sql.raw(`${alias}(${columns})`)}`;
}
