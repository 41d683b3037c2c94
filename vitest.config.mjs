// How the tests are run: all files of a process share its modules, and the long ones come first.
import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** Those that wait for processes and for browsers stand beside those that compute; in each row by size. */
const rows = [/\/test\/worker\//, /\/test\/browser\//, /\/test\/(?!worker\/|browser\/)/];

class LongOnesFirst extends BaseSequencer {
  sort(files) {
    const bySize = [...files].sort((a, b) => fs.statSync(b.moduleId).size - fs.statSync(a.moduleId).size);
    const inRows = rows.map((row) => bySize.filter(({ moduleId }) => row.test(moduleId)));
    const places = Math.max(...inRows.map((row) => row.length));
    return Array.from({ length: places }, (_, place) => inRows.flatMap((row) => row.slice(place, place + 1))).flat();
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    sequence: { sequencer: LongOnesFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // A process loads every module once, and runs the later files with warm code.
    isolate: false,
    // Some tests wait for processes and for real time: one more than there are cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    // Much is made and dropped in a test: a large young heap is collected less often.
    execArgv: ['--max-semi-space-size=64'],
    // Node's own imports, types stripped: what runs in tests is what runs in production.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    reporters: ['default'],
    slowTestThreshold: 10_000,
  },
});
