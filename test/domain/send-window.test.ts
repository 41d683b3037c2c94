// A text goes, waits or asks its author, by its workspace's settings and its age.
import { askAuthorAt, whenMayGo } from '../../src/domain/send-window.ts';
import { expect, test } from '../support/jest-globals.ts';

const writtenAt = new Date('2026-03-01T12:00:00Z');
const at = (hours: number, ms = 0) => new Date(writtenAt.getTime() + hours * 3_600_000 + ms);
const open = { isPaused: false, holdAfterHours: 4 };
const paused = { ...open, isPaused: true };
const text = { refusal: null, couldGoAt: writtenAt, opensAt: null, hold: null };

test('a new text goes', () => {
  expect(whenMayGo(text, open, at(0))).toEqual({ kind: 'go' });
});

test('a text older than its workspace’s limit asks its author', () => {
  expect(whenMayGo(text, open, at(4))).toEqual({ kind: 'go' });
  expect(whenMayGo(text, open, at(4, 1))).toEqual({ kind: 'ask', why: 'too-old', hours: 4 });
  expect(askAuthorAt(writtenAt, open)).toEqual(at(4));
});

test('a text waits out a pause, up to the usual limit', () => {
  expect(whenMayGo(text, paused, at(1))).toEqual({ kind: 'wait', why: 'paused' });
  expect(whenMayGo(text, paused, at(5))).toEqual({ kind: 'ask', why: 'too-old', hours: 4 });
});

test('a text in quiet hours waits, unless it was late before', () => {
  const quiet = { ...text, opensAt: at(6) };
  const waits = { kind: 'wait-until', why: 'quiet-hours', until: at(6) };
  expect(whenMayGo(quiet, open, at(1))).toEqual(waits);
  expect(whenMayGo(quiet, paused, at(1))).toEqual(waits);
  expect(whenMayGo(quiet, open, at(5))).toMatchObject({ kind: 'ask' });
  expect(whenMayGo({ ...quiet, couldGoAt: at(6) }, open, at(5))).toEqual(waits);
});

test('a refusal comes before all else', () => {
  const refused = { refusal: 'opted-out', couldGoAt: writtenAt, opensAt: at(6), hold: 'texts' } as const;
  for (const settings of [open, paused])
    for (const now of [at(0), at(5)])
      expect(whenMayGo(refused, settings, now)).toEqual({ kind: 'refuse', reason: 'opted-out' });
});
