// The demo's line about stored work: read from the service's figures, and put into words.

import { createMetrics } from '../../../src/services/metrics.ts';
import { readingsIn } from '../../../src/simulator/demo/scene/service-readings.ts';
import { expect, test } from '../../support/jest-globals.ts';

const NOW = 1_000_000;

async function read(set: (metrics: ReturnType<typeof createMetrics>) => void) {
  const metrics = createMetrics();
  set(metrics);
  return readingsIn(await metrics.registry.metrics(), NOW);
}

test('a quiet service has nothing stored', async () => {
  expect(await read(() => {})).toEqual({ waiting: [], webhooks: 0, repeated: 0 });
});

test('a text outside the inbox waits with its tries', async () => {
  const { waiting } = await read((metrics) => {
    metrics.texts.inc({ direction: 'in', outcome: 'accepted' }, 3);
    metrics.texts.inc({ direction: 'in', outcome: 'threaded' }, 2);
    metrics.jobTries.set({ queue: 'receive-text' }, 2);
    metrics.jobNextTry.set({ queue: 'receive-text' }, 1.5);
  });
  expect(waiting).toEqual([{ what: 'text-in', count: 1, tries: 2, nextTryAt: NOW + 1_500 }]);
});

test('a text that is due is under way without a time', async () => {
  const { waiting } = await read((metrics) => metrics.jobsWaiting.set({ queue: 'deliver-text' }, 2));
  expect(waiting).toEqual([{ what: 'text-out', count: 2, tries: 0, nextTryAt: null }]);
});

test('notes and tags are counted together', async () => {
  const { waiting } = await read((metrics) => {
    metrics.jobsRetrying.set({ queue: 'post-note' }, 1);
    metrics.jobsRetrying.set({ queue: 'tag-conversation' }, 2);
    metrics.jobNextTry.set({ queue: 'post-note' }, 4);
    metrics.jobNextTry.set({ queue: 'tag-conversation' }, 2);
    metrics.jobTries.set({ queue: 'post-note' }, 1);
    metrics.jobTries.set({ queue: 'tag-conversation' }, 3);
  });
  expect(waiting).toEqual([{ what: 'upkeep', count: 3, tries: 3, nextTryAt: NOW + 2_000 }]);
});

test('repeated webhooks are told apart', async () => {
  const { webhooks, repeated } = await read((metrics) => {
    metrics.webhooks.inc({ route: 'a', outcome: 'stored' }, 4);
    metrics.webhooks.inc({ route: 'b', outcome: 'duplicate' }, 3);
  });
  expect([webhooks, repeated]).toEqual([7, 3]);
});
