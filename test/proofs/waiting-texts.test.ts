// Texts that wait for the morning, and automatic replies, under kills.

import { test } from '../support/jest-globals.ts';
import { tellNightStory } from '../support/process/night-story.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

test('a service killed at night loses and doubles no text that waits', async () => {
  await tellNightStory('by URL', 6);
}, 270_000);
