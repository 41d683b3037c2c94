// The tests that need no database: what a change to the rules, the views and the library can break, within seconds.
import suite from './jest.config.mjs';

const { globalSetup: _cluster, globalTeardown: _removal, ...withoutDatabase } = suite;

export default {
  ...withoutDatabase,
  testMatch: ['<rootDir>/test/{domain,lib,views}/**/*.test.ts', '<rootDir>/test/{architecture,config}.test.ts'],
};
