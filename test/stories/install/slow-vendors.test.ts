// The settings page while a vendor hangs: it comes at once with known facts, and the next one has the answers.

import type { World } from '../../../src/simulator/world.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import { until } from '../../support/until.ts';
import type { Visitor } from '../../support/visitor.ts';

closeStages();

/** Longer than a page may take, and short enough for the end of the test. */
const HANG_MS = 2_500;

const hangs = (...vendors: World['twilio' | 'intercom'][]) => {
  for (const { faults } of vendors) faults.add({ kind: 'delay', ms: HANG_MS });
};

/** Milliseconds that people wait for the page. */
async function waitFor(load: () => Promise<Visitor>): Promise<number> {
  const from = performance.now();
  await load();
  return performance.now() - from;
}

describe('while both vendors hang', () => {
  test('the page comes at once, and the next has their answers', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    hangs(world.intercom, world.twilio);
    expect(await waitFor(() => visitor.goes(`${world.serviceUrl}/`))).toBeLessThan(3_000);
    expect(visitor.page.status).toBe(200);
    visitor
      .says('Still asking Intercom and Twilio')
      .says('Twilio has not answered yet. Load this page again in a moment.');
    visitor.says('Connected to Second Company.').says('(415) 555-0109');
    expect(visitor.words()).not.toMatch(/Everything works|None chosen|Buy one|No text can be/);
    expect(visitor.page.html).toContain('data-refresh');
    const calls = world.traffic.count('twilio', 'GET');
    await until('both have answered', async () => {
      expect(await waitFor(() => visitor.goes('/'))).toBeLessThan(3_000);
      return !visitor.words().includes('Still asking');
    });
    visitor.says('Twilio answers').says('Intercom answers');
    // Nothing was asked again by the pages in between.
    expect(world.traffic.count('twilio', 'GET') - calls).toBeLessThanOrEqual(4);
  });

  test('sections that need neither are saved at once', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    hangs(world.intercom, world.twilio);
    const saving = () => visitor.sends('/settings/threading', { reopen_days: '9', do: 'save' });
    expect(await waitFor(saving)).toBeLessThan(3_000);
    visitor.says('Saved.');
    expect(await waitFor(() => visitor.sends('/settings/threading', { reopen_days: 'soon', do: 'save' }))).toBeLessThan(
      3_000,
    );
    expect(visitor.page.status).toBe(422);
    expect(visitor.page.html).toContain('value="soon"');
  });
});

describe('while one vendor hangs', () => {
  test('the page shows what the other says', async () => {
    const { world } = await stage();
    const { visitor } = await secondWorkspace(world);
    hangs(world.intercom);
    expect(await waitFor(() => visitor.goes(`${world.serviceUrl}/`))).toBeLessThan(3_000);
    visitor.says('Still asking Intercom and Twilio');
    expect(await waitFor(() => visitor.goes('/settings/inbox'))).toBeLessThan(3_000);
    visitor.says('Intercom has not answered yet');
    expect(await waitFor(() => visitor.goes('/settings/numbers'))).toBeLessThan(3_000);
    visitor.says('1 in use');
    expect(visitor.page.html).toContain(world.twilio.number(NUMBER).sid);
    expect(visitor.words()).not.toContain('A team that is gone');
  });
});

test('answers from before a save are not shown after it', async () => {
  const { world } = await stage();
  const { visitor } = await secondWorkspace(world);
  const slow = world.intercom.faults.add({ kind: 'delay', ms: 1_500 });
  await visitor.goes(`${world.serviceUrl}/`);
  visitor.says('Still asking');
  slow();
  await visitor.sends('/settings/numbers', { number: world.twilio.number(NUMBER).sid, do: 'undo-webhooks' });
  visitor.says('The webhook from before was put back.').says('1 of 1 not connected');
});
