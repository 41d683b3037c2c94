// A service that was dead for a while, as a process, on both ways to have a database.

import { onEachDatabase } from '../support/database/databases.ts';
import { test } from '../support/jest-globals.ts';
import { tellOutageStory } from '../support/process/crash-stories.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

onEachDatabase('a service that was dead for a while', (kind) => {
  test('texts missed replies in order, without a webhook', async () => {
    await tellOutageStory(kind);
  });
});
