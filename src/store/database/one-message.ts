// Several statements in one message to PostgreSQL: one transaction, one round trip, one answer.
import { createRequire } from 'node:module';
import pg from 'pg';
import { statementName } from './postgres.ts';
import type { Statement } from './statements.ts';

/** A value as it is sent. Throws where it cannot be. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue(value: unknown): unknown };

/** Runs the statements in order, and resolves with the last one's answer. All take effect, or none does. */
export function sendTogether(client: pg.ClientBase, statements: readonly Statement[]): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(new OneMessage(statements, (error, result) => (error ? reject(error) : resolve(result))));
  });
}

/** What pg's connection has and its types leave out. */
interface Connection extends pg.Connection {
  /** The statements that the session has prepared: name → text. */
  parsedStatements: Record<string, string>;
}

/** What pg's own query has and its types leave out. */
interface Receiver {
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
}

const receiver = pg.Query.prototype as unknown as Receiver;

/**
 * What the extended protocol runs before it is synchronised is one transaction, unless a statement begins one that lasts.
 * Source: postgresql.org/docs, "Message Flow", Extended Query and Pipelining.
 */
class OneMessage extends pg.Query {
  readonly #statements: readonly Statement[];
  /** Prepared by this message: as good as known once all has gone well. */
  readonly #prepared = new Map<string, string>();
  #completed = 0;

  constructor(statements: readonly Statement[], done: (error: Error | undefined, result: pg.ResultBuilder) => void) {
    // Without a name: the client must not take one statement's preparation for another's.
    super({ text: statements.at(-1)?.text ?? '' }, undefined, done);
    this.#statements = statements;
  }

  override submit = (connection: pg.Connection): Error | null => {
    const { parsedStatements, stream } = connection as Connection;
    stream.cork();
    try {
      const values = this.#statements.map((statement) => statement.values.map((value) => prepareValue(value)));
      for (const [index, { text }] of this.#statements.entries()) {
        const name = statementName(text);
        if (parsedStatements[name] === undefined && !this.#prepared.has(name)) {
          // It may be left of a message that failed afterwards.
          connection.close({ type: 'S', name }, true);
          connection.parse({ name, text, types: [] } as unknown as pg.QueryParse, true);
          this.#prepared.set(name, text);
        }
        connection.bind({ statement: name, values: values[index] } as unknown as pg.BindConfig, true);
        if (index === this.#statements.length - 1) connection.describe({ type: 'P', name: '' }, true);
        connection.execute({}, true);
      }
      connection.sync();
      return null;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      stream.uncork();
    }
  };

  handleDataRow(message: unknown): void {
    if (this.#isAtLast()) receiver.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.#isAtLast()) receiver.handleCommandComplete.call(this, message, connection);
    this.#completed += 1;
  }

  handleReadyForQuery(connection: pg.Connection): void {
    for (const [name, text] of this.#prepared) (connection as Connection).parsedStatements[name] = text;
    receiver.handleReadyForQuery.call(this, connection);
  }

  #isAtLast(): boolean {
    return this.#completed === this.#statements.length - 1;
  }
}
