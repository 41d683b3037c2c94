// The long files first, and those that compute beside those that wait for processes and browsers; the rest by size.
import fs from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const long = ['together', 'worker', 'browser'];

export default class extends Sequencer {
  sort(tests) {
    const bySize = [...tests].sort((a, b) => fs.statSync(b.path).size - fs.statSync(a.path).size);
    const rows = long.map((folder) => bySize.filter(({ path }) => path.includes(`/test/${folder}/`)));
    const inTurn = rows.flatMap((row, column) => row.map((test, place) => ({ test, place, column })));
    inTurn.sort((a, b) => a.place - b.place || a.column - b.column);
    const first = inTurn.map(({ test }) => test);
    return [...first, ...bySize.filter((test) => !first.includes(test))];
  }
}
