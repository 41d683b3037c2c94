import { type Kysely, sql } from 'kysely';

/**
 * Addresses of customers' own systems, and what each is told. Triggers write an event with the row that it tells of, so that no
 * place in the code can forget one, and a workspace without endpoints runs no statement more. Events name texts and carry none of
 * their words. They have no reference to their endpoint: one that is deleted at that moment must not undo a text.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE TABLE endpoints (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      id uuid NOT NULL,
      url text NOT NULL,
      events text[] NOT NULL,
      secret text NOT NULL,
      created_at timestamptz NOT NULL,
      failing_since timestamptz,
      failures integer NOT NULL DEFAULT 0,
      failure text,
      rests_until timestamptz,
      claimed_until timestamptz,
      off_since timestamptz,
      PRIMARY KEY (workspace_id, id)
    )`.execute(db);
  await sql`
    CREATE TABLE endpoint_events (
      workspace_id text NOT NULL REFERENCES workspaces ON DELETE CASCADE,
      endpoint_id uuid NOT NULL,
      seq bigint GENERATED ALWAYS AS IDENTITY,
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      type text NOT NULL,
      subject text NOT NULL,
      message_id uuid,
      state text,
      error_code integer,
      told jsonb,
      at timestamptz NOT NULL,
      status text NOT NULL,
      tries integer NOT NULL DEFAULT 0,
      first_tried_at timestamptz,
      next_at timestamptz,
      answered integer,
      failure text,
      settled_at timestamptz,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (workspace_id, endpoint_id, seq)
    )`.execute(db);
  await sql`
    CREATE INDEX endpoint_events_waiting ON endpoint_events (workspace_id, endpoint_id, subject, seq)
    WHERE status = 'waiting'`.execute(db);
  await sql`CREATE INDEX endpoint_events_expiring ON endpoint_events (expires_at)`.execute(db);
  for (const table of ['endpoints', 'endpoint_events'].map((name) => sql.table(name))) {
    await sql`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO threadwire_workspace`.execute(db);
    await sql`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`.execute(db);
    await sql`
      CREATE POLICY own_workspace ON ${table} TO threadwire_workspace
        USING (workspace_id = current_setting('threadwire.workspace', true))`.execute(db);
  }
  await tellOfTexts(db);
  await tellOfConsent(db);
  await tellOfFindings(db);
}

/** The words of a customer's text come before their job, in a role that may insert texts alone: hence the owner's rights. */
const asOwner = sql`LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp`;

/** What an endpoint misses while it is off counts as failed, and can be replayed. */
const status = sql`CASE WHEN e.off_since IS NULL THEN 'waiting' ELSE 'failed' END`;

/** An imported word may be years old, and is told all the same. */
const expiry = (at: string) => sql`GREATEST(${sql.raw(at)}, now()) + interval '30 days'`;

/** The states of a text of ours that count as one happening. */
const groups = {
  sent: ['accepted', 'scheduled', 'queued', 'sending', 'sent'],
  delivered: ['delivered', 'read'],
  failed: ['failed', 'undelivered', 'refused'],
  held: ['held', 'given-up'],
};

function typeOf(state: string) {
  const cases = Object.entries(groups).map(([name, states]) => {
    const among = states.map((one) => `'${one}'`).join(', ');
    return `WHEN ${state} IN (${among}) THEN 'text.${name}'`;
  });
  return sql.raw(`CASE ${cases.join(' ')} END`);
}

async function tellOfTexts(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE FUNCTION tell_of_text() RETURNS trigger ${asOwner} AS $$
    DECLARE
      happened text := CASE TG_OP WHEN 'INSERT' THEN 'text.received' ELSE ${typeOf('NEW.state')} END;
    BEGIN
      IF happened IS NULL OR (TG_OP = 'UPDATE' AND happened IS NOT DISTINCT FROM (${typeOf('OLD.state')})) THEN
        RETURN NULL;
      END IF;
      INSERT INTO endpoint_events (workspace_id, endpoint_id, type, subject, message_id, state, error_code, at, status, expires_at)
      SELECT e.workspace_id, e.id, happened, NEW.address, NEW.id, NEW.state, NEW.error_code, NEW.state_at, ${status},
        ${expiry('NEW.state_at')}
      FROM endpoints e WHERE e.workspace_id = NEW.workspace_id AND happened = ANY (e.events);
      RETURN NULL;
    END $$`.execute(db);
  // A look for endpoints costs as much as a fifth of accepting a text: whoever knows that there are none says so.
  await sql`
    CREATE TRIGGER tell_received AFTER INSERT ON messages FOR EACH ROW
    WHEN (NEW.direction = 'in' AND current_setting('threadwire.tells', true) IS DISTINCT FROM 'no')
    EXECUTE FUNCTION tell_of_text()`.execute(db);
  // PostgreSQL reads the condition anew for each statement: four long ones cost 33 microseconds, and this one two.
  await sql`
    CREATE TRIGGER tell_sending AFTER UPDATE OF state ON messages FOR EACH ROW
    WHEN (NEW.direction = 'out') EXECUTE FUNCTION tell_of_text()`.execute(db);
}

async function tellOfConsent(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE FUNCTION tell_of_consent() RETURNS trigger ${asOwner} AS $$
    BEGIN
      INSERT INTO endpoint_events (workspace_id, endpoint_id, type, subject, told, at, status, expires_at)
      SELECT e.workspace_id, e.id, 'consent.changed', NEW.address,
        jsonb_build_object('optedOut', NEW.opted_out, 'source', NEW.source, 'sender', NEW.sender),
        NEW.at, ${status}, ${expiry('NEW.at')}
      FROM endpoints e WHERE e.workspace_id = NEW.workspace_id AND 'consent.changed' = ANY (e.events);
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE TRIGGER tell_first_word AFTER INSERT ON consents FOR EACH ROW EXECUTE FUNCTION tell_of_consent()`.execute(
    db,
  );
  await sql`
    CREATE TRIGGER tell_next_word AFTER UPDATE OF opted_out ON consents FOR EACH ROW
    WHEN (NEW.opted_out <> OLD.opted_out) EXECUTE FUNCTION tell_of_consent()`.execute(db);
}

/** A finding is the same as long as its check and kind are: the numbers and times in it may change. */
async function tellOfFindings(db: Kysely<never>): Promise<void> {
  await sql`
    CREATE FUNCTION tell_of_findings() RETURNS trigger ${asOwner} AS $$
    DECLARE
      earlier jsonb := '[]';
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        earlier := COALESCE(OLD.open, '[]');
      END IF;
      INSERT INTO endpoint_events (workspace_id, endpoint_id, type, subject, told, at, status, expires_at)
      SELECT e.workspace_id, e.id, c.type, '', c.finding, NEW.at, ${status}, ${expiry('NEW.at')}
      FROM endpoints e JOIN (
        SELECT DISTINCT ON (f #> '{found,check}', f #> '{found,kind}') 'doctor.opened' AS type, f AS finding
        FROM jsonb_array_elements(COALESCE(NEW.open, '[]')) f
        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(earlier) o
          WHERE o #> '{found,check}' = f #> '{found,check}' AND o #> '{found,kind}' = f #> '{found,kind}')
        UNION ALL
        SELECT DISTINCT ON (f #> '{found,check}', f #> '{found,kind}') 'doctor.closed', f
        FROM jsonb_array_elements(earlier) f
        WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(COALESCE(NEW.open, '[]')) o
          WHERE o #> '{found,check}' = f #> '{found,check}' AND o #> '{found,kind}' = f #> '{found,kind}')
      ) c ON c.type = ANY (e.events)
      WHERE e.workspace_id = NEW.workspace_id;
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE TRIGGER tell_findings AFTER INSERT OR UPDATE OF open ON examinations FOR EACH ROW
    EXECUTE FUNCTION tell_of_findings()`.execute(db);
}
