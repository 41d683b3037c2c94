// The promise of exactly once, with faulty vendors and under kills of everything that is ours.

import { test } from '../support/jest-globals.ts';
import { tellCrashStory } from '../support/process/crash-scene.ts';
import { stopServices } from '../support/process/service-process.ts';

stopServices();

const LIMIT_MS = 270_000;

test(
  'a service that is killed again and again under load does everything once and in order (by URL)',
  async () => {
    await tellCrashStory('by URL', { customers: 4, kills: ['service', 'service', 'service'], areVendorsFaulty: true });
  },
  LIMIT_MS,
);

test(
  'a service that is killed, with its server, and whose server is killed, does everything once and in order (embedded)',
  async () => {
    await tellCrashStory('embedded', { customers: 4, kills: ['service', 'server', 'both'], areVendorsFaulty: true });
  },
  LIMIT_MS,
);
