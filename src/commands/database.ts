// threadwire database: says how PostgreSQL's own tools reach the embedded database, and keeps it up for them while no service does.
import { readDatabaseConfig } from '../config.ts';
import { UsageError } from './outcome.ts';
import { nothing, verb } from './verb.ts';

export const database = verb({
  name: 'database',
  tells: "Print the URL of the embedded database for PostgreSQL's own tools, and keep it up while no service does",
  asks: nothing,
  async work(_asked, output) {
    const { databaseUrl, dataDir } = readDatabaseConfig();
    if (databaseUrl !== undefined)
      throw new UsageError('DATABASE_URL names a PostgreSQL of your own: there is no embedded database to reach.');
    const { openEmbedded } = await import('../store/database/embedded/embedded.ts');
    const server = await openEmbedded({ dataDir, as: 'keeper' });
    output.result(server.url, { url: server.url });
    if (server.isOurs) {
      output.note('No service runs here, so this keeps the database up. Ctrl+C ends it.');
      await untilSignal();
      await server.close();
    }
    return { lines: [], data: undefined };
  },
});

async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    // Signals alone would let the process end: nothing else is awaited.
    const awake = setInterval(() => {}, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        clearInterval(awake);
        resolve();
      });
  });
}
