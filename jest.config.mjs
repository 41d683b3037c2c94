import { availableParallelism } from 'node:os';

/** Whoever names files gets those; a run of everything reads many of them together: see test/support/read-together.ts. */
const isNamed = process.argv.slice(2).some((word) => !word.startsWith('-'));

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/jest.transform.mjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: [isNamed ? '<rootDir>/test/together/' : '<rootDir>/test/(stories|http|tenancy|domain|lib)/'],
  testSequencer: '<rootDir>/jest.sequencer.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 60_000,
  // Some tests wait for processes and for real time: one more than there are cores keeps the cores busy.
  maxWorkers: availableParallelism() + 1,
};
