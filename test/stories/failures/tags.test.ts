// A text that failed keeps its tag on the conversation until it is made good.
import { replayDeadLetters } from '../../../src/services/operations/settle-dead-letters.ts';
import type { Fare } from '../../../src/simulator/twilio/fares.ts';
import { ACCESS_TOKEN } from '../../../src/simulator/world.ts';
import { chooseSettings, storedFailures } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { asOperator, begin, closeStages, lettersOf, notesOf } from '../../support/story.ts';
import { closes, failing, shown, standing, untouched } from '../../support/unseen-failures.ts';

closeStages();

const HOUR = 3_600_000;

describe('a failure', () => {
  test('tags a conversation that is open, and opens one that is snoozed', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number);
    theo.replies('It left today.');
    await world.settle();
    expect(standing(cast)).toEqual({ ...shown, reopened: 0 });
    failing(world, maya.number, { after: [300, HOUR] });
    theo.replies('By post.');
    await world.settle();
    world.workspace.snooze(theo.conversation().id);
    await world.pass(2 * HOUR);
    expect(standing(cast)).toEqual(shown);
  });

  test.each<[what: string, fare: Fare]>([
    ['is delivered', {}],
    ['has no receipt for an hour', { end: 'sent' }],
  ])('keeps its tag until a retry from the panel %s', async (_, fare) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number);
    theo.replies('It left today.');
    await world.settle();
    world.twilio.fare(maya.number, { after: [300, 600], ...fare });
    theo.replies('Did you get that?');
    await world.pass(2 * HOUR);
    expect(standing(cast).failed).toBe(true);
    const panel = await theo.opensPanel();
    await panel.clicks(/It left today/);
    await panel.clicks('Try again');
    await world.pass(2 * HOUR);
    expect(standing(cast)).toEqual({ state: 'open', failed: false, reopened: 0 });
  });

  test('loses its tag when the last of several texts was made good', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number, { after: [300, 600], arrivesAfter: HOUR });
    theo.replies('One.');
    await world.settle();
    failing(world, maya.number, { after: [300, 600], arrivesAfter: 3 * HOUR });
    theo.replies('Two.');
    await world.settle();
    await world.pass(2 * HOUR);
    expect(standing(cast).failed).toBe(true);
    await world.pass(2 * HOUR);
    expect(standing(cast)).toEqual({ state: 'open', failed: false, reopened: 0 });
  });

  test('of a retry keeps the tag until a retry of that arrives', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number);
    theo.replies('It left today.');
    await world.settle();
    const again = async () => {
      await (await theo.opensPanel()).clicks('Try again');
      await world.settle();
    };
    await again();
    expect(standing(cast).failed).toBe(true);
    world.twilio.fare(maya.number, {});
    await again();
    expect(standing(cast).failed).toBe(false);
  });

  test('of a reply without a text is made good by the next', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    theo.replies('<p><img src="http://files.example/a.png"></p>');
    await world.settle();
    expect(standing(cast).failed).toBe(true);
    theo.replies('See https://files.example/a.png');
    await world.settle();
    expect(standing(cast).failed).toBe(false);
  });

  test('of a text that is given up twice opens its conversation once', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    world.twilio.faults.add({ method: 'POST', path: /Messages\.json$/, kind: 'hang-up-before' });
    world.twilio.faults.add({ method: 'GET', path: /Messages\.json$/, kind: 'status', status: 503 });
    theo.replies('It left today.');
    await world.settle();
    closes(cast);
    await world.pass(26 * HOUR);
    expect(standing(cast)).toEqual(shown);
    expect(notesOf(cast).length).toBeGreaterThan(0);
    closes(cast);
    await world.pass(26 * HOUR);
    expect(standing(cast)).toEqual({ ...shown, state: 'closed' });
    const letters = await lettersOf(world);
    expect(letters.filter(({ queue }) => queue === 'show-failures')).toEqual([]);
    await replayDeadLetters(
      asOperator(world),
      letters.map(({ id }) => id),
    );
    await world.pass(26 * HOUR);
    expect(standing(cast)).toEqual({ ...shown, state: 'closed' });
    expect((await lettersOf(world)).map(({ id }) => id)).not.toEqual([]);
  });

  test.each<[call: string, path: RegExp, method: string]>([
    ['reading the conversation', /^\/conversations\/\d+$/, 'GET'],
    ['opening it', /\/parts$/, 'POST'],
    ['making the tag', /^\/tags$/, 'POST'],
    ['tagging', /\/conversations\/\d+\/tags$/, 'POST'],
  ])('shows once although the answer to %s is lost', async (_, path, method) => {
    for (const kind of ['hang-up-after', 'hang-up-before'] as const) {
      const cast = await begin();
      const { world, maya, theo } = cast;
      failing(world, maya.number, { after: [300, HOUR] });
      theo.replies('It left today.');
      await world.settle();
      closes(cast);
      await world.settle();
      world.intercom.faults.add({ method, path, kind, times: 1 });
      await world.pass(HOUR);
      const wasOpened = standing(cast).reopened === 1;
      if (wasOpened) closes(cast);
      await world.pass(HOUR);
      expect(world.intercom.faults.list()).toEqual([]);
      expect(standing(cast)).toEqual({ ...shown, state: wasOpened ? 'closed' : 'open' });
    }
  });

  test('in a conversation that is gone or shut ends quietly', async () => {
    for (const gone of [true, false]) {
      const cast = await begin();
      const { world, maya, theo } = cast;
      failing(world, maya.number, { after: [300, HOUR] });
      theo.replies('It left today.');
      await world.settle();
      closes(cast);
      await world.settle();
      if (gone) world.workspace.deleteConversation(theo.conversation().id);
      else world.intercom.faults.add({ method: 'POST', path: /\/parts$/, kind: 'status', status: 422 });
      await world.pass(30 * HOUR);
      expect((await lettersOf(world)).map(({ queue }) => queue)).toEqual([]);
      if (!gone) expect(standing(cast)).toEqual({ ...shown, state: 'closed', reopened: 0 });
    }
  });

  test.each<[call: string, method: string, path: RegExp, opened: boolean]>([
    ['the tag is not made', 'POST', /^\/tags$/, true],
    ['the tag is not put on', 'POST', /^\/conversations\/\w+\/tags$/, true],
    ['the conversation cannot be read', 'GET', /^\/conversations\/\w+$/, false],
  ])('ends quietly where the contact is blocked: %s', async (_, method, path, opened) => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number, { after: [300, HOUR] });
    theo.replies('It left today.');
    await world.settle();
    closes(cast);
    const message = 'User has been blocked and is not restorable';
    const body = { type: 'error.list', errors: [{ code: 'parameter_invalid', message }] };
    world.intercom.faults.add({ method, path, kind: 'status', status: 400, body });
    await world.pass(30 * HOUR);
    expect(await lettersOf(world)).toEqual([]);
    expect(theo.conversation().state).toBe(opened ? 'open' : 'closed');
  });

  test('shows without a tag where the app may not tag', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    await world.settle();
    world.workspace.withdrawPermission('Write tags');
    failing(world, maya.number, { after: [300, HOUR] });
    theo.replies('It left today.');
    await world.settle();
    closes(cast);
    await world.pass(30 * HOUR);
    expect(standing(cast)).toEqual({ ...shown, failed: false });
    expect(await lettersOf(world)).toEqual([]);
  });

  test('while Intercom refuses the token is shown once it takes one again', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    failing(world, maya.number, { after: [300, HOUR] });
    theo.replies('It left today.');
    await world.settle();
    closes(cast);
    await world.settle();
    world.workspace.revokeToken();
    await world.pass(30 * HOUR);
    expect(standing(cast)).toEqual(untouched);
    world.workspace.giveToken(ACCESS_TOKEN);
    await world.pass(2 * HOUR);
    expect(standing(cast)).toEqual(shown);
    expect(notesOf(cast)).toHaveLength(1);
  });

  test.each([undefined, 403, 404] as const)(
    'in a conversation that became a ticket shows there (%s)',
    async (hidden) => {
      const cast = await begin();
      const { world, maya, theo } = cast;
      failing(world, maya.number, { after: [300, HOUR] });
      theo.replies('It left today.');
      await world.settle();
      const { id } = theo.conversation();
      closes(cast);
      world.workspace.convertToTicket(id, hidden === undefined ? {} : { hidden });
      await world.pass(30 * HOUR);
      expect((await lettersOf(world)).map(({ queue }) => queue)).not.toContain('show-failures');
      expect(standing(cast)).toEqual(shown);
    },
  );

  test('is made good by a retry from another conversation', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    await chooseSettings(world, { reopenDays: 0 });
    failing(world, maya.number, { after: [300, 600] });
    theo.replies('It left today.');
    await world.settle();
    const first = theo.conversation().id;
    closes(cast);
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    const isTagged = () => theo.conversation(0).tags.some(({ tag }) => tag.name === 'sms-failed');
    expect([theo.conversation(0).id, isTagged()]).toEqual([first, true]);
    world.twilio.fare(maya.number, {});
    const panel = await theo.opensPanel();
    await panel.clicks(/It left today/);
    await panel.clicks('Try again');
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['It left today.']);
    expect(isTagged()).toBe(false);
    expect(theo.conversation(0).state).toBe('closed');
  });

  test('after many others keeps the tag until all are made good', async () => {
    const cast = await begin();
    const { world, maya, theo } = cast;
    maya.texts('STOP');
    await world.settle();
    for (let reply = 0; reply < 60; reply += 1) theo.replies(`Reply ${reply}`);
    await world.settle();
    expect(standing(cast)).toEqual({ state: 'open', failed: true, reopened: 0 });
    const failures = await storedFailures(world);
    expect(failures).toHaveLength(60);
    expect(failures.filter(({ shownAt }) => shownAt === null)).toEqual([]);
    maya.texts('START');
    await world.settle();
    theo.replies('Welcome back.');
    await world.settle();
    expect(standing(cast).failed).toBe(true);
    theo.replies('How are you?');
    await world.settle();
    expect(standing(cast).failed).toBe(false);
  });
});
