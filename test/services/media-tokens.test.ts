// Tokens of files: each opens one, for a time, and nobody can make or read one.
import { randomBytes } from 'node:crypto';
import { MediaTokens } from '../../src/services/media-tokens.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const [older, newer] = ['older', 'newer'].map((id) => ({ id, key: randomBytes(32) }));
const file = { workspaceId: 'abc12345', fileId: '01930000-0000-7000-8000-0000000000aa' };
const now = new Date('2026-11-30T12:00:00Z');
const until = new Date('2026-11-30T13:00:00Z');
const keys = [newer, older].flatMap((key) => key ?? []);
const tokens = new MediaTokens(keys);

describe('a token', () => {
  test('opens its file until its time is over', () => {
    const token = tokens.make(file, until);
    expect(tokens.read(token, now)).toStrictEqual({ kind: 'open', file });
    expect(tokens.read(token, until)).toStrictEqual({ kind: 'open', file });
    expect(tokens.read(token, new Date(until.getTime() + 60_001))).toStrictEqual({ kind: 'over' });
  });

  test('of an earlier key opens while that key is named', () => {
    const token = new MediaTokens(keys.slice(1)).make(file, until);
    expect(tokens.read(token, now).kind).toBe('open');
    expect(new MediaTokens(keys.slice(0, 1)).read(token, now).kind).toBe('guessed');
  });

  test('says nothing of its file, and is never the same twice', () => {
    const [one, other] = [tokens.make(file, until), tokens.make(file, until)];
    const bytes = Buffer.from(one, 'base64url').toString('latin1');
    expect(one).not.toBe(other);
    expect(bytes).not.toContain(file.workspaceId);
    expect(one).toMatch(/^[\w-]{75}$/);
  });

  test('that was changed anywhere opens nothing', () => {
    const token = tokens.make(file, until);
    const changed = [...token].map(
      (letter, at) => token.slice(0, at) + (letter === 'A' ? 'B' : 'A') + token.slice(at + 1),
    );
    const spelled = [`${token}=`, `${token} `, ` ${token}`, token.toUpperCase(), token.slice(0, -1), `${token}A`];
    expect([...changed, ...spelled].filter((one) => tokens.read(one, now).kind !== 'guessed')).toStrictEqual([]);
  });

  test('is guessed by nobody, and ten thousand guesses cost little', () => {
    const one = new MediaTokens(keys.slice(0, 1));
    const guesses = Array.from({ length: 10_000 }, () => randomBytes(56).toString('base64url'));
    const before = process.cpuUsage();
    const opened = guesses.filter((guess) => one.read(guess, now).kind !== 'guessed');
    const { user } = process.cpuUsage(before);
    expect(opened).toStrictEqual([]);
    // In microseconds: many times what they take on a machine that has nothing else to do.
    expect(user).toBeLessThan(2_000_000);
  });

  test('as long as a book is not even read', () => {
    expect(tokens.read('A'.repeat(1_000_000), now)).toStrictEqual({ kind: 'guessed' });
  });
});
