// The tests that need no database: they try rules, views, the library, scripts and documents within seconds.
import suite from './jest.config.mjs';

const { globalSetup: _cluster, globalTeardown: _removal, ...withoutDatabase } = suite;

export default {
  ...withoutDatabase,
  testMatch: [
    '<rootDir>/test/{domain,lib,scripts,views}/**/*.test.ts',
    '<rootDir>/test/{architecture,config,contract/documents}.test.ts',
  ],
};
