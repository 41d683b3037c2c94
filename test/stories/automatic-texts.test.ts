// Texts that go by themselves: an answer after hours, a greeting, and how to opt out at the end of the first.
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, notesOf, sentTo, stage } from '../support/story.ts';

closeStages();

const MINUTE = 60_000;
const HOUR = 3_600_000;
const closedReply = 'We are closed and open again {{opens}}.';
const stopLine = 'Reply STOP to opt out.';

/** It is Thursday, 8:05AM in New York, and the office opens at nine unless told. */
const beginBefore = async (settings: Parameters<typeof chooseSettings>[1]) => {
  const cast = await stage();
  await chooseSettings(cast.world, settings);
  return cast;
};

describe('an automatic reply', () => {
  test('goes once a customer and closed time, and the inbox shows it', async () => {
    const { world, maya, theo } = await beginBefore({
      afterHoursReply: closedReply,
      quietHours: true,
      thursday: '08:30-09:00',
    });
    maya.texts('Is anybody there?');
    maya.texts('Hello?');
    await world.settle();
    const words = 'We are closed and open again Thu, Jan 8, 2026 at 8:30AM in New York.';
    expect(sentTo(world, maya)).toEqual([`${words}\n${stopLine}`]);
    expect(theo.sees().join('\n')).toContain(`Automatic text:\n${words}`);
    expect(await theo.readsPanel()).toContain('Automation');
    // In the open hours nothing goes; after them the line about STOP is known.
    await world.pass(30 * MINUTE);
    maya.texts('And now?');
    await world.settle();
    expect(sentTo(world, maya)).toHaveLength(1);
    await world.pass(30 * MINUTE);
    maya.texts('Good night');
    await world.settle();
    expect(sentTo(world, maya).slice(1)).toEqual([
      'We are closed and open again Fri, Jan 9, 2026 at 9:00AM in New York.',
    ]);
  });

  test('goes to no keyword, opted-out number or automatic text', async () => {
    const { world, maya } = await beginBefore({ afterHoursReply: closedReply, greeting: 'Welcome!' });
    maya.texts('I’m driving right now. I will get back to you later.');
    await world.settle();
    maya.texts('HELP');
    await world.settle();
    maya.texts('STOP');
    await world.settle();
    maya.texts('Is my order out?');
    await world.settle();
    expect(sentTo(world, maya).filter((words) => words.startsWith('We are closed') || words === 'Welcome!')).toEqual(
      [],
    );
    maya.texts('START');
    await world.settle();
    maya.texts('So, is it?');
    await world.settle();
    expect(sentTo(world, maya).filter((words) => words.startsWith('We are closed'))).toHaveLength(1);
  });

  test('stays away once an agent has answered or the office opens', async () => {
    const { world, maya, theo } = await beginBefore({});
    maya.texts('Is my order out?');
    await world.settle();
    theo.replies('Yes, since noon.');
    await world.settle();
    await chooseSettings(world, { afterHoursReply: closedReply, thursday: '11:00-12:00' });
    maya.texts('Thanks');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Yes, since noon.']);

    // The office opens while sending is paused.
    await world.pass(2 * HOUR + 5 * MINUTE);
    await chooseSettings(world, { isPaused: true });
    maya.texts('One more thing');
    await world.settle();
    expect(theo.sees().join('\n')).toContain('Automatic text:');
    await world.pass(58 * MINUTE);
    await chooseSettings(world, { isPaused: false });
    await world.pass(5 * MINUTE);
    expect(sentTo(world, maya)).toEqual(['Yes, since noon.']);
    expect(notesOf({ theo }).at(-1)).toContain('The automatic text above was not texted to (415) 555-0132');
  });
});

test('a greeting answers the first text ever of a number', async () => {
  const { world, maya } = await beginBefore({ greeting: 'Welcome!', saysOptOut: false });
  maya.texts('Hi');
  await world.settle();
  maya.texts('Hi again');
  await world.settle();
  expect(sentTo(world, maya)).toEqual(['Welcome!']);
});

test('Intercom’s office hours count where it lets them be read', async () => {
  const { world, maya } = await stage();
  const visitor = await signIn(world);
  const page = { after_hours_reply: closedReply, office_hours: 'intercom', thursday: '', opt_out_line: stopLine };
  await visitor.sends('/settings/automatic', { ...page, do: 'preview' });
  visitor.says('This is a preview. Nothing is saved yet.').says('We are closed and open again');
  await visitor.sends('/settings/automatic', { ...page, do: 'save' });
  await world.settle();
  await visitor.goes('/settings/automatic');
  visitor.says('Intercom does not let apps read your office hours');

  const allDay = Array.from({ length: 7 }, (_, day) => [day * 1_440, day * 1_440 + 600] as const);
  const exceptions = [{ date: '2025-01-09', open: [], isYearly: true }];
  world.workspace.addOfficeHours({ name: 'Support', timeZone: 'Europe/Berlin', open: allDay, exceptions });
  await visitor.sends('/settings/automatic', { ...page, do: 'save' });
  await world.settle();
  await visitor.goes('/settings/automatic');
  visitor.says('“Support” counts');
  // It is 2:05PM in Berlin, where the office closed at ten and has a day off tomorrow.
  maya.texts('Is anybody there?');
  await world.settle();
  expect(sentTo(world, maya)).toEqual([
    `We are closed and open again Fri, Jan 9, 2026 at 6:00PM in New York.\n${stopLine}`,
  ]);
});
