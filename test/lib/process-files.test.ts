// A file that a running process leaves is found by name, and one that a dead process left is not.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFile, leaveFile } from '../../src/lib/process-files.ts';
import { expect, test } from '../support/jest-globals.ts';

const name = `threadwire-test-${process.pid}`;

test('a file is found while its process runs', () => {
  const takeAway = leaveFile(name, 'A="1"\n');
  const file = findFile(name);
  expect(fs.readFileSync(file ?? '', 'utf8')).toBe('A="1"\n');
  expect(fs.statSync(file ?? '').mode & 0o077).toBe(0);
  takeAway();
  expect(findFile(name)).toBeUndefined();
});

test('a file of a process that ended is not found', () => {
  // No system gives a process this number.
  const file = path.join(os.tmpdir(), `${name}.99999999`);
  fs.writeFileSync(file, '');
  expect(findFile(name)).toBeUndefined();
  fs.rmSync(file);
});
