// threadwire database: prints the URL of the embedded database for PostgreSQL's own tools, and keeps it running for them.
import { readDatabaseConfig } from '../config.ts';
import { answers, commandHelp, complaints } from '../words/operator/commands.ts';
import { UsageError } from './outcome.ts';
import { untilSignal } from './until-signal.ts';
import { nothing, verb } from './verb.ts';

export const database = verb({
  name: 'database',
  tells: commandHelp.database,
  asks: nothing,
  async work(_asked, output) {
    const { databaseUrl, dataDir } = readDatabaseConfig();
    if (databaseUrl !== undefined) throw new UsageError(complaints.noEmbedded);
    const { openEmbedded } = await import('../store/database/embedded/embedded.ts');
    const server = await openEmbedded({ dataDir, as: 'keeper' });
    output.result(server.url, { url: server.url });
    if (server.isOurs) {
      output.note(answers.keptUp);
      await untilSignal();
      await server.close();
    }
    return { lines: [], data: undefined };
  },
});
