// A list of consent whose import is killed: the same file goes on where the first try broke off.
import fs from 'node:fs';
import path from 'node:path';
import { freshDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';
import { eventually } from '../support/process/patience.ts';
import {
  afterwards,
  freshFolder,
  ready,
  runCommand,
  startCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { environmentFor, startVendors } from '../support/vendors.ts';

stopServices();

const ROWS = 20_000;
const LIMIT_MS = 90_000;

test(
  'an import that is killed three times keeps each row once',
  async () => {
    const database = await freshDatabase();
    afterwards(() => database.close());
    const environment = { ...(await environmentFor(await startVendors())), DATABASE_URL: database.url };
    await ready(startService(environment));
    const list = path.join(freshFolder(), 'stops.csv');
    fs.writeFileSync(list, `number\n${numbers().join('\n')}\n`);

    const kept = async () => {
      const { count } = database.owner.fn;
      const query = database.owner.selectFrom('consent_events').select(count<string>('id').as('rows'));
      return Number((await query.executeTakeFirstOrThrow()).rows);
    };
    const breaks: number[] = [];
    for (const least of [1, ROWS / 4, ROWS / 2]) {
      const command = startCommand('consents', environment, ['import', list]);
      await eventually(async () => (await kept()) >= least, 5);
      command.kill('SIGKILL');
      await command.ended;
      breaks.push(await kept());
    }
    const before = breaks.at(-1) ?? 0;
    const { code, output } = await runCommand('consents', environment, ['import', list, '--json']);
    const exported = await runCommand('consents', environment, ['export']);

    expect(before).toBeLessThan(ROWS);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ accepted: ROWS - before, known: before, rejected: [] });
    expect(await kept()).toBe(ROWS);
    expect(new Set(exported.output.trim().split('\n')).size).toBe(ROWS + 1);
  },
  LIMIT_MS,
);

/** Numbers of San Francisco that differ in their last five digits. */
function numbers(): string[] {
  return Array.from({ length: ROWS }, (_, index) => `+14156${String(100_000 + index).padStart(6, '0')}`);
}
