// The order of the test files: those that take long come first, so that none of them is left alone at the end.
import fs from 'node:fs';
import TestSequencer from '@jest/test-sequencer';

/** Files that wait for processes and browsers alternate with files that compute, each row sorted by size. */
const rows = [/\/test\/worker\//, /\/test\/browser\//, /\/test\/(?!worker\/|browser\/)/];

export default class TestOrder extends TestSequencer {
  sort(tests) {
    const bySize = [...tests].sort((a, b) => fs.statSync(b.path).size - fs.statSync(a.path).size);
    const inRows = rows.map((row) => bySize.filter(({ path }) => row.test(path)));
    const places = Math.max(...inRows.map((row) => row.length));
    return Array.from({ length: places }, (_, place) => inRows.flatMap((row) => row.slice(place, place + 1))).flat();
  }
}
