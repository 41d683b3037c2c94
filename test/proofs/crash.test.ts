// The promise of exactly once, with faulty vendors and under kills of everything that is ours.

import { test } from '../support/jest-globals.ts';
import { tellCrashStory } from '../support/process/crash-stories.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

const LIMIT_MS = 270_000;

test(
  'a service killed under load does all once, in order (by URL)',
  async () => {
    await tellCrashStory('by URL', {
      customers: 4,
      kills: ['service', 'service', 'service'],
      areVendorsFaulty: true,
      mayFlood: true,
    });
  },
  LIMIT_MS,
);

test(
  'service and server killed, all happens once, in order (embedded)',
  async () => {
    await tellCrashStory('embedded', {
      customers: 4,
      kills: ['service', 'server', 'both'],
      areVendorsFaulty: true,
      mayFlood: true,
    });
  },
  LIMIT_MS,
);
