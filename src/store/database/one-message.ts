// Sends several statements in one message to PostgreSQL: one transaction, one round trip, one answer.
import { createRequire } from 'node:module';
import pg from 'pg';
import { statementName } from './postgres.ts';
import type { Statement } from './statements.ts';

/** A value as pg sends it. Throws for a value that it cannot send. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as { prepareValue(value: unknown): unknown };

/** Runs the statements in order and resolves to the answer of the last. All take effect, or none does. */
export function sendTogether(client: pg.ClientBase, statements: readonly Statement[]): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    client.query(new OneMessage(statements, (error, result) => (error ? reject(error) : resolve(result))));
  });
}

/** A member of pg's connection that its types leave out. */
interface Connection extends pg.Connection {
  /** The statements that the session has prepared: name → text. */
  parsedStatements: Record<string, string>;
}

/** Members of pg's query that its types leave out. */
interface Receiver {
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: pg.Connection): void;
  handleReadyForQuery(connection: pg.Connection): void;
}

const receiver = pg.Query.prototype as unknown as Receiver;

/**
 * In the extended protocol, all statements before a Sync are one transaction, unless one of them begins a lasting one.
 * Source: postgresql.org/docs, "Message Flow", Extended Query and Pipelining.
 */
class OneMessage extends pg.Query {
  readonly #statements: readonly Statement[];
  /** The statements that this message prepares, which count as prepared once it succeeds. */
  readonly #prepared = new Map<string, string>();
  #completed = 0;

  constructor(statements: readonly Statement[], done: (error: Error | undefined, result: pg.ResultBuilder) => void) {
    // The query has no name, so that the client does not take one statement's preparation for another's.
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
          // The statement may have been prepared by a message that then failed.
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
