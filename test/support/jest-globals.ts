// What jest gives to test files: its runner sets globals, and a test file imports the ones it uses from here.
import type * as jestGlobals from '@jest/globals';

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } =
  globalThis as unknown as typeof jestGlobals;
