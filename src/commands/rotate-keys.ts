// npm run rotate-keys: seals every stored secret with the newest key, so that the older ones can be taken away.
import { readConfig } from '../config.ts';
import { Sealer } from '../lib/sealed.ts';
import { rotateKeys } from '../services/operations/rotate-keys.ts';
import { openDatabase } from '../store/database/database.ts';
import { migrate } from '../store/database/migrate.ts';
import { runCommand, UsageError } from './run-command.ts';

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
    await migrate(database.owner);
    const ctx = { db: database.owner, sealer: new Sealer(config.encryptionKeys) };
    const { resealed, newest, unopened } = await rotateKeys(ctx);
    print(`Re-sealed ${resealed} with key ${config.encryptionKeys[0]?.id}; ${newest} had it already.`);
    if (unopened.length > 0)
      throw new UsageError(
        unopened
          .map(({ workspaceId, kind }) => `No key opens the ${kind} of workspace ${workspaceId}: it was left as it is.`)
          .join('\n'),
      );
  } finally {
    await database.close();
  }
});
