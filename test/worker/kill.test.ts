// A kill in the middle of talking, once; the proofs kill more, and more often.

import { onEachDatabase } from '../support/database/databases.ts';
import { test } from '../support/jest-globals.ts';
import { tellCrashStory } from '../support/process/crash-stories.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

onEachDatabase('a service that is killed while people talk', (kind) => {
  test('threads and texts everything accepted exactly once, in order', async () => {
    await tellCrashStory(kind, { customers: 2, kills: ['service'], areVendorsFaulty: false, mayFlood: false });
  });
});
