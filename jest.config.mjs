// How the tests are run: in bare Node, where all files of a process share its modules, and the long ones come first.
import { availableParallelism } from 'node:os';

export default {
  runner: ['<rootDir>/test/support/runner/runner.mjs', { runtime: 'child_process' }],
  // The source is among them so that `--watch` sees what changes in it, and which tests that concerns.
  roots: ['<rootDir>/src', '<rootDir>/migrations', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These run after the suite, with a configuration of their own.
  testPathIgnorePatterns: ['<rootDir>/test/proofs/'],
  // Node strips the types by itself: what runs in tests is what runs in production.
  transform: {},
  globalSetup: '<rootDir>/test/support/runner/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/runner/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/runner/time-limits.ts'],
  testSequencer: '<rootDir>/test/support/runner/test-order.mjs',
  // Some tests wait for processes and for real time: one more than there are cores keeps the cores busy.
  maxWorkers: availableParallelism() + 1,
  slowTestThreshold: 10,
  watchman: false,
};
