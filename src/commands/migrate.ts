// npm run migrate: brings the database's tables up to date and says what it did.
import { readConfig } from '../config.ts';
import { newId } from '../lib/ids.ts';
import { openDatabase } from '../store/database/database.ts';
import { migrate } from '../store/database/migrate.ts';
import { openJobs } from '../store/queue/jobs.ts';
import { runCommand } from './run-command.ts';

await runCommand(async (print) => {
  const config = readConfig();
  const onError = (error: Error) => print(`The database reports: ${error.message}`);
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: 2,
    as: 'command',
    onError,
  });
  try {
    const ran = await migrate(database.owner, print);
    const jobs = await openJobs({ database, newId, onError, supervise: false });
    await jobs.close();
    print(ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`);
  } finally {
    await database.close();
  }
});
