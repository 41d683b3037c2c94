// Exports jest's globals, so that test files can import the ones they use.
import type * as jestGlobals from '@jest/globals';

export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } =
  globalThis as unknown as typeof jestGlobals;
