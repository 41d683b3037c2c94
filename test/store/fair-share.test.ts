// Turns are fair: among workspaces, and among people, automation and bulk within one.
import type { Rank } from '../../src/domain/jobs/queues.ts';
import { FairShare } from '../../src/store/queue/fair-share.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const NOW = Date.UTC(2026, 5, 1);

/** Serves `places` jobs at a time, first turns first, and says in which order the workspaces came. */
function serve(share: FairShare, waiting: [workspaceId: string, turn: number][], places: number): string {
  const next = waiting.sort(([, one], [, other]) => one - other).splice(0, places);
  const turns = next.map(([, turn]) => turn);
  share.serve(turns, next.length < places);
  return next.map(([workspaceId]) => workspaceId).join('');
}

describe('the turns of workspaces', () => {
  test('one job comes next, whatever another workspace has brought before', () => {
    const share = new FairShare();
    const waiting = Array.from({ length: 1_000 }, (): [string, number] => ['a', share.next('a', NOW)]);
    expect(serve(share, waiting, 8)).toBe('aaaaaaaa');
    waiting.push(['b', share.next('b', NOW + 60_000)]);
    expect(serve(share, waiting, 8)).toBe('baaaaaaa');
  });

  test('two that bring too much get equal shares', () => {
    const share = new FairShare();
    const waiting: [string, number][] = [];
    for (let turn = 0; turn < 100; turn += 1) waiting.push(['a', share.next('a', NOW)]);
    for (let turn = 0; turn < 20; turn += 1) waiting.push(['b', share.next('b', NOW)]);
    const served = serve(share, waiting, 40);
    expect(served.match(/a/g)).toHaveLength(20);
    expect(served.match(/b/g)).toHaveLength(20);
  });

  test('work done while nobody waited costs no later turn', () => {
    const share = new FairShare();
    for (let hour = 0; hour < 500; hour += 1) serve(share, [['a', share.next('a', NOW)]], 8);
    expect(share.next('a', NOW)).toBe(share.next('b', NOW));
  });

  test('jobs for later take turns from when they are due', () => {
    const share = new FairShare();
    const hour = 3_600_000;
    const first = share.next('a', NOW, { delayMs: hour });
    expect(share.next('a', NOW, { delayMs: hour })).toBe(first + 1);
    expect(share.next('b', NOW + hour / 2, { delayMs: hour / 2 })).toBe(first);
    expect(share.next('a', NOW)).toBeLessThan(first);
  });

  test('a new process goes on after the turns of the last', () => {
    expect(new FairShare().next('a', NOW + 1_000)).toBeGreaterThan(new FairShare().next('a', NOW));
  });

  test('turns fit the column that keeps them until 2090', () => {
    expect(new FairShare().next('a', Date.UTC(2090, 0, 1))).toBeLessThan(2 ** 31);
  });
});

describe('the turns within a workspace', () => {
  const bring = (share: FairShare, rank: Rank, count: number, name = rank[0] ?? ''): [string, number][] =>
    Array.from({ length: count }, () => [name, share.next('a', NOW, { rank })]);

  test('a person’s text comes next, ahead of automation and bulk', () => {
    const share = new FairShare();
    const waiting = [...bring(share, 'bulk', 1_000), ...bring(share, 'automation', 1_000)];
    serve(share, waiting, 8);
    waiting.push(...bring(share, 'person', 2));
    expect(serve(share, waiting, 2)).toBe('pp');
  });

  test('automation goes before bulk that was brought earlier', () => {
    const share = new FairShare();
    const waiting = [...bring(share, 'bulk', 100), ...bring(share, 'automation', 3)];
    expect(serve(share, waiting, 3)).toBe('aaa');
  });

  test('beside people’s flood automation has a fifth, bulk a twentieth', () => {
    const share = new FairShare();
    const waiting = [...bring(share, 'person', 900), ...bring(share, 'automation', 900), ...bring(share, 'bulk', 900)];
    let order = '';
    for (let round = 0; round < 40; round += 1) order += serve(share, waiting, 8);
    const countOf = (letter: string) => order.split(letter).length - 1;
    expect(countOf('p')).toBeGreaterThan(230);
    expect(countOf('a')).toBeGreaterThan(55);
    expect(countOf('b')).toBeGreaterThan(12);
  });

  test('bulk of one workspace holds up nobody of another', () => {
    const share = new FairShare();
    const waiting = bring(share, 'bulk', 1_000);
    serve(share, waiting, 8);
    waiting.push(['other', share.next('b', NOW, { rank: 'automation' })]);
    const served = serve(share, waiting, 8);
    expect(served).toContain('other');
  });
});
