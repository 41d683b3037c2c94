// The tests that need no database and few processes: rules, views, the library, single verbs, scripts and documents.
import suite from './jest.config.mjs';

const { globalSetup: _cluster, globalTeardown: _removal, ...withoutDatabase } = suite;

export default {
  ...withoutDatabase,
  // It starts sixty processes.
  testPathIgnorePatterns: ['<rootDir>/test/lib/folder-lock.test.ts'],
  testMatch: [
    '<rootDir>/test/{assist,domain,lib,scripts,services,views,words}/**/*.test.ts',
    '<rootDir>/test/{architecture,config,contract/documents,contract/prose}.test.ts',
  ],
};
