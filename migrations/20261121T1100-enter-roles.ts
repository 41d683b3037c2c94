import { type Kysely, sql } from 'kysely';

/**
 * Who made a role is its member from PostgreSQL 16 on, and yet may not act as it until that is granted by name. Before, a
 * member may. Left alone where an administrator has granted it: a second grant may not be ours to give.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    DO $$
    DECLARE
      wanted text;
      is_apart boolean := current_setting('server_version_num')::integer >= 160000;
    BEGIN
      FOREACH wanted IN ARRAY ARRAY['threadwire_workspace', 'threadwire_accept'] LOOP
        BEGIN
          IF NOT pg_has_role(current_user, wanted, CASE WHEN is_apart THEN 'SET' ELSE 'MEMBER' END) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted) || CASE WHEN is_apart THEN ' WITH SET TRUE' ELSE '' END;
          END IF;
        EXCEPTION
          WHEN unique_violation THEN NULL;
          WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'The database user % may not act as the role %. As an administrator of the database, run once: GRANT threadwire_workspace, threadwire_accept TO %;', current_user, wanted, quote_ident(current_user);
        END;
      END LOOP;
    END $$`.execute(db);
}
