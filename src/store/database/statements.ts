// Statements as text and values, which one function collects and another runs.
import { CompiledQuery, type Transaction } from 'kysely';

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** A transaction over any tables. */
export type Runs = Pick<Transaction<unknown>, 'executeQuery'>;

/** Runs statements one after another in the caller's transaction. */
export async function runStatements(trx: Runs, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await trx.executeQuery(CompiledQuery.raw(text, [...values]));
}
