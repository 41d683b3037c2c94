// The log's lines on their way out of the process.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sharingWrites } from '../../src/lib/log.ts';
import { expect, test } from '../support/jest-globals.ts';

test('lines of one turn share a write, in their order', async () => {
  const written: string[] = [];
  const output = sharingWrites({ write: (text) => written.push(text) });
  output.write('one\n');
  output.write('two\n');
  await nextTurn();
  output.write('three\n');
  await nextTurn();
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

test('an exit and an error that nobody catches lose no line', () => {
  const log = path.resolve(import.meta.dirname, '../../src/lib/log.ts');
  const linesBefore = (end: string) => {
    const program = `import { createLog } from ${JSON.stringify(log)}; const log = createLog('info'); log.info('a'); log.info('b'); ${end}`;
    try {
      return execFileSync(process.execPath, ['--input-type=module', '-e', program], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  for (const end of ['process.exit(0)', 'throw new Error("lost")', 'setTimeout(() => {}, 1)'])
    expect(
      linesBefore(end)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['a', 'b']);
});
