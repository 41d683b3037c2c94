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

  test('two that bring more than can be done have as much done of each', () => {
    const share = new FairShare();
    const waiting: [string, number][] = [];
    for (let turn = 0; turn < 100; turn += 1) waiting.push(['a', share.next('a', NOW)]);
    for (let turn = 0; turn < 20; turn += 1) waiting.push(['b', share.next('b', NOW)]);
    const served = serve(share, waiting, 40);
    expect(served.match(/a/g)).toHaveLength(20);
    expect(served.match(/b/g)).toHaveLength(20);
  });

  test('who brought much while nobody waited has no worse turn for it', () => {
    const share = new FairShare();
    for (let hour = 0; hour < 500; hour += 1) serve(share, [['a', share.next('a', NOW)]], 8);
    expect(share.next('a', NOW)).toBe(share.next('b', NOW));
  });

  test('jobs for later take turns from when they are due', () => {
    const share = new FairShare();
    const hour = 3_600_000;
    const first = share.next('a', NOW, hour);
    expect(share.next('a', NOW, hour)).toBe(first + 1);
    expect(share.next('b', NOW + hour / 2, hour / 2)).toBe(first);
    expect(share.next('a', NOW)).toBeLessThan(first);
  });

  test('a process that starts goes on after the turns of the one before', () => {
    expect(new FairShare().next('a', NOW + 1_000)).toBeGreaterThan(new FairShare().next('a', NOW));
  });

  test('turns fit the column that keeps them until 2090', () => {
    expect(new FairShare().next('a', Date.UTC(2090, 0, 1))).toBeLessThan(2 ** 31);
  });
});
