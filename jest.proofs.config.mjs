// What runs after the suite: the tests of test/proofs, one file after another, since each fills the machine by itself.
import suite from './jest.config.mjs';

export default {
  ...suite,
  testMatch: ['<rootDir>/test/proofs/**/*.test.ts'],
  testPathIgnorePatterns: [],
  maxWorkers: 1,
};
