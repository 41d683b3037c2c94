// A sealed secret opens for its owner with its key, and for nobody else.
import { inspect } from 'node:util';
import fc from 'fast-check';
import { equalInConstantTime, keyIdOf, Sealer, Secret } from '../../src/lib/sealed.ts';
import { expect, test } from '../support/jest-globals.ts';

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) });
const sealer = new Sealer([key('new', 2), key('old', 1)]);

test('a sealed secret opens for its owner and looks random', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (words, owner) => {
      const sealed = sealer.seal(new Secret(words), owner);
      expect(sealed).toMatch(/^new\.[\w-]+$/);
      expect(sealer.tryOpen(sealed, owner)?.reveal()).toBe(words.toWellFormed());
      expect(sealer.seal(new Secret(words), owner)).not.toBe(sealed);
      if (words.length > 3) expect(sealed).not.toContain(words);
    }),
  );
});

test('an older key still opens, the newest seals', () => {
  const before = new Sealer([key('old', 1)]).seal(new Secret('token'), 'w1');
  expect(before).toMatch(/^old\./);
  expect(sealer.tryOpen(before, 'w1')?.reveal()).toBe('token');
});

test('a secret that was moved, changed or cut stays closed', () => {
  const sealed = sealer.seal(new Secret('token'), 'w1');
  expect(sealer.tryOpen(sealed, 'w2')).toBeNull();
  const [id = '', body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(sealer.tryOpen(`${id}.${changed.toString('base64url')}`, 'w1')).toBeNull();
    expect(sealer.tryOpen(`${id}.${bytes.subarray(0, at).toString('base64url')}`, 'w1')).toBeNull();
  }
});

test('a key that is no longer named is known by its name', () => {
  const sealed = new Sealer([key('lost', 3)]).seal(new Secret('token'), 'w1');
  expect(sealer.tryOpen(sealed, 'w1')).toBeNull();
  expect(sealer.tryReseal(sealed, 'w1')).toBeNull();
  expect(keyIdOf(sealed)).toBe('lost');
});

test('a resealed secret opens without the older key', () => {
  const before = new Sealer([key('old', 1)]).seal(new Secret('token'), 'w1');
  const after = sealer.tryReseal(before, 'w1') ?? '';
  expect(sealer.isNewest(after)).toBe(true);
  const content = (sealed: string) => Buffer.from(sealed.slice('new.'.length), 'base64url').subarray(60);
  expect(content(after)).toEqual(content(before));
  expect(new Sealer([key('new', 2)]).tryOpen(after, 'w1')?.reveal()).toBe('token');
  expect(sealer.tryReseal(before, 'w2')).toBeNull();
});

test('an unopened secret is no error where it is expected', () => {
  const impostor = new Sealer([key('old', 3)]).seal(new Secret('token'), 'w1');
  expect(sealer.tryOpen(impostor, 'w1')).toBeNull();
  expect(sealer.tryOpen(new Sealer([key('lost', 3)]).seal(new Secret('token'), 'w1'), 'w1')).toBeNull();
  expect(sealer.tryOpen('', 'w1')).toBeNull();
  expect(sealer.tryOpen(sealer.seal(new Secret('token'), 'w1'), 'w1')?.reveal()).toBe('token');
});

test('a secret shows up in no printed or serialised form', () => {
  const secret = new Secret('token');
  const shown = [
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
    Object.values(secret).join(),
  ];
  expect(shown.filter((form) => form.includes('token'))).toEqual([]);
});

test('comparing takes strings of any length and alphabet', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(equalInConstantTime(a, a)).toBe(true);
      expect(equalInConstantTime(a, b)).toBe(Buffer.from(a).equals(Buffer.from(b)));
    }),
  );
});
