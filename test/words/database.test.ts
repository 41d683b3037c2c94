// The sentences about the database name the cause, and what the operator does.
import type { UnusableDatabase } from '../../src/domain/unusable-database.ts';
import { untriedServer, unusableDatabase } from '../../src/words/operator/database.ts';
import { say } from '../../src/words/say.ts';
import { expect, test } from '../support/jest-globals.ts';

const told: [UnusableDatabase, RegExp][] = [
  [{ kind: 'path-too-long', dataDir: '/data' }, /\/data is too long: choose a shorter DATA_DIR\.$/],
  [{ kind: 'files-of-first-version', files: '/data' }, /^Threadwire 0\.1 made \/data .+ another DATA_DIR/],
  [
    { kind: 'not-starting', said: 'no room', log: '/log' },
    /^The embedded PostgreSQL does not start: no room \(\/log\)$/,
  ],
  [{ kind: 'files-of-other-user', files: '/data', owner: 7, user: 8 }, /user 7.+user 8\. Start Threadwire as user 7/],
  [{ kind: 'programs-missing', packageName: 'p' }, /npm did not install p\..+ set DATABASE_URL/],
  [
    { kind: 'files-of-other-version', files: '/data', version: '17', ownVersion: '18.4' },
    /PostgreSQL 17, and this Threadwire brings 18\.4\. .+ dump the database, and restore the dump/,
  ],
];

test.each(told)('%j is told with its cause and the next step', (reason, sentence) => {
  expect(say(unusableDatabase, reason)).toMatch(sentence);
});

test('an untried server is told with the versions that are tested', () => {
  expect(untriedServer({ version: '19', oldest: 15, newest: 18 })).toBe(
    'The database server is PostgreSQL 19: Threadwire is tested on 15 to 18.',
  );
});
