// The history in words: values of this version and of others, and the sentences of earlier versions.
import { historyOf } from '../../src/domain/settings/facts.ts';
import { firstOf, type HistoryLine } from '../../src/domain/settings/history.ts';
import { defaultSettings } from '../../src/domain/settings/settings.ts';
import { tellLine } from '../../src/words/settings/history.ts';
import { expect, test } from '../support/jest-globals.ts';

const before = { ...defaultSettings, actingAdminId: '1', timezone: 'Europe/London' };

/** As the database gives it back. */
const stored = (line: HistoryLine): HistoryLine => JSON.parse(JSON.stringify(line));

test('saved choices tell what is new and how the rest stands', () => {
  expect(tellLine(stored(historyOf(before, { tagName: 'sms', timezone: 'Europe/London' })))).toBe(
    'Changed the tag to sms.',
  );
  expect(tellLine(stored(historyOf(before, { reopenDays: 9 })))).toMatch(
    /^Each number has its own conversation; closed conversations reopen for 9 days; /,
  );
  expect(tellLine(stored(historyOf(before, { prices: null, isPaused: true })))).toBe(
    'Removed all prices. Paused sending.',
  );
  expect(tellLine(stored(historyOf(before, { tagName: before.tagName })))).toBe('Saved Inbox without a change.');
});

test('a long list of numbers is told by its first names', () => {
  const names = Array.from({ length: 22 }, (_, index) => ({ number: `+1415555${1000 + index}` }));
  const words = tellLine(stored({ kind: 'numbers-chosen', ...firstOf([{ service: 'Care' }, ...names]) }));
  expect(words).toMatch(/^Chose the Messaging Service Care, \(415\) 555-1000, .* and 3 more\.$/);
  expect(tellLine({ kind: 'numbers-chosen', ...firstOf([]) })).toBe('Chose no number.');
  expect(tellLine({ kind: 'number-lost', address: '+442079460123' })).toBe(
    'Lost +44 20 7946 0123 to another workspace.',
  );
});

test('a sentence of an earlier version is told as it is', () => {
  expect(tellLine({ kind: 'told', words: 'Chose +14155550100.' })).toBe('Chose +14155550100.');
});

test('a value of a later version does no harm', () => {
  const later = { kind: 'read-minds', of: 'everybody' } as unknown as HistoryLine;
  expect(tellLine(later)).toBe('Made a change that this version cannot show.');
  const gone = { kind: 'choices-saved', now: { formerChoice: 1 }, changed: ['formerChoice'] } as unknown as HistoryLine;
  expect(tellLine(gone)).toBe('Made a change that this version cannot show.');
});
