// A flood is told by the texts of sixty seconds, and its texts are joined in their order.
import { isFlood, type Joining, joinedBy, minuteEnd, type Pace, paceAfter } from '../../src/domain/texts/flood.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const START = Date.UTC(2027, 0, 4, 9, 30);
const at = (seconds: number) => new Date(START + seconds * 1_000);

/** The seconds at which a text was part of a flood, given those at which one came. */
function floods(times: readonly number[]): number[] {
  let pace: Pace | null = null;
  const found: number[] = [];
  for (const seconds of times) {
    pace = paceAfter(pace, at(seconds));
    if (isFlood(pace, at(seconds))) found.push(seconds);
  }
  return found;
}

const every = (seconds: number, from: number, to: number) =>
  Array.from({ length: Math.ceil((to - from) / seconds) }, (_, index) => from + index * seconds);

describe('a flood', () => {
  test('begins with the twenty-first text of a minute', () => {
    expect(floods(every(1, 0, 20))).toEqual([]);
    expect(floods(every(1, 0, 22))).toEqual([20, 21]);
  });

  test('is noticed across the end of a minute', () => {
    expect(floods(every(0.5, 54, 66))[0]).toBeLessThan(66);
    expect(floods(every(4, 0, 600))).toEqual([]);
  });

  test('ends by itself once texts slow down', () => {
    const times = [...every(0.5, 0, 60), ...every(10, 60, 300)];
    const found = floods(times);
    expect(found.length).toBeGreaterThan(90);
    expect(Math.max(...found)).toBeLessThan(120);
  });

  test('counts no text that comes out of its time', () => {
    const pace = { minute: at(60), texts: 30, before: 0 };
    expect(paceAfter(pace, at(10))).toEqual(pace);
    expect(isFlood(pace, at(10))).toBe(false);
    expect(minuteEnd(at(61))).toEqual(at(120));
  });
});

describe('the texts of a part', () => {
  const text = (id: string, changes: Partial<Joining> = {}): Joining => ({
    id,
    sender: '+14155550100',
    characters: 10,
    files: 0,
    ...changes,
  });

  test('begin with the first one and keep their order', () => {
    expect(joinedBy(text('b'), [text('a'), text('b'), text('c')])).toEqual(['b', 'a', 'c']);
  });

  test('end before a text to another number', () => {
    expect(joinedBy(text('a'), [text('b'), text('c', { sender: '+14155550101' }), text('d')])).toEqual(['a', 'b']);
  });

  test('end where the part is full of texts, characters or files', () => {
    const many = Array.from({ length: 300 }, (_, index) => text(`t${index}`));
    expect(joinedBy(text('t0'), many)).toHaveLength(200);
    expect(joinedBy(text('a'), [text('b', { characters: 19_990 }), text('c')])).toEqual(['a', 'b']);
    expect(joinedBy(text('a', { files: 9 }), [text('b', { files: 2 })])).toEqual(['a']);
    expect(joinedBy(text('a', { files: 11, characters: 99_999 }), [])).toEqual(['a']);
  });
});
