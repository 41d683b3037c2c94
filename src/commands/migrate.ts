// threadwire migrate: brings the database's tables up to date and tells the migrations that ran.
import { readDatabaseConfig } from '../config.ts';
import { answers, commandHelp } from '../words/operator/commands.ts';
import { nothing, verb } from './verb.ts';

export const migrate = verb({
  name: 'migrate',
  tells: commandHelp.migrate,
  asks: nothing,
  async work(_asked, output) {
    const place = readDatabaseConfig();
    const { withQueue } = await import('./store.ts');
    const ran = await withQueue(place, output, async (store) => store.ran);
    return { lines: [answers.migrated(ran)], data: { ran } };
  },
});
