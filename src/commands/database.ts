// npm run database: says how PostgreSQL's own tools reach the embedded database, and keeps it up for them while no service does.
import { readDatabaseConfig } from '../config.ts';
import { openEmbedded } from '../store/database/embedded/embedded.ts';
import { runCommand, UsageError } from './run-command.ts';

await runCommand(async (print) => {
  const { databaseUrl, dataDir } = readDatabaseConfig();
  if (databaseUrl !== undefined)
    throw new UsageError('DATABASE_URL names a PostgreSQL of your own: there is no embedded database to reach.');
  const server = await openEmbedded({ dataDir, as: 'keeper' });
  print(server.url);
  if (!server.isOurs) return 0;
  process.stderr.write('No service runs here, so this keeps the database up. Ctrl+C ends it.\n');
  await new Promise<void>((resolve) => {
    // Signals alone would let the process end: nothing else is awaited.
    const awake = setInterval(() => {}, 60_000);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        clearInterval(awake);
        resolve();
      });
  });
  await server.close();
  return 0;
});
