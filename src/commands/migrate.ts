// threadwire migrate: brings the database's tables up to date and says what it did.
import { readDatabaseConfig } from '../config.ts';
import { nothing, verb } from './verb.ts';

export const migrate = verb({
  name: 'migrate',
  tells: 'Bring the database up to date, as each start does',
  asks: nothing,
  async work(_asked, output) {
    const place = readDatabaseConfig();
    const { withQueue } = await import('./store.ts');
    const ran = await withQueue(place, output, async (store) => store.ran);
    return { lines: [ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`], data: { ran } };
  },
});
