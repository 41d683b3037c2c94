// People in the panel: contacts that share a number, other numbers, and a pause.
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { chooseSettings } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

describe('who the panel says is there', () => {
  test('two contacts with one number are both named', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.addContact({ role: 'user', name: 'Maya', phone: '+14155550132' });
    world.workspace.addContact({ role: 'lead', name: 'Leo', phone: '(415) 555-0132' });
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    expect(panel.reads()).toContainEqual('2 contacts share this number: Maya and Leo.');
    await panel.clicks('Maya');
    expect(panel.reads()).toContainEqual('Shared by Maya and Leo');
  });

  test('a contact with several numbers is texted at the chosen one', async () => {
    const { world, maya, theo } = await stage();
    const contact = world.workspace.addContact({ role: 'user', name: 'Maya', phone: '+14155550132' });
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    world.workspace.updateContact(contact.id, { phone: '+14155550188' });
    await world.settle();
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('1 other number');
    await panel.clicks('Maya');
    await panel.clicks(/555-0188/);
    await panel.types('Text', 'Is this your new number?').clicks('Send');
    await world.settle();
    expect(new Customer(world, '+14155550188').sees()).toEqual(['Is this your new number?']);
    expect(maya.sees()).toEqual([]);
  });

  test('the attribute, the place or the number tells the local time', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.addAttribute('time_zone');
    const contact = world.workspace.addContact({ role: 'user', name: 'Maya', phone: '+14155550132' });
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    const reads = async () => (await theo.opensPanel()).reads().join('\n');
    expect(await reads()).toContain('in Los Angeles (by their number)');
    const location = { country: 'Ireland', region: 'Dublin', city: 'Dublin' };
    world.workspace.updateContact(contact.id, { location, customAttributes: { time_zone: 'Asia/Tokyo' } });
    await world.settle();
    expect(await reads()).toContain('in Dublin (their profile)');
    await chooseSettings(world, { timeZoneAttribute: 'Time_Zone' });
    const calls = world.traffic.exchanges.length;
    expect(await reads()).toContain('in Tokyo (their profile)');
    expect(world.traffic.exchanges.slice(calls).filter(({ path }) => path.startsWith('/contacts'))).toEqual([]);
  });

  test('a text from another number says so, once', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.addContact({ role: 'user', name: 'Maya', phone: maya.number });
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    const panel = await theo.opensPanel();
    await panel.clicks('Maya');
    await panel.types('Another number', '+1 415 555 0177').clicks('Another number');
    await panel.types('Text', 'Is this yours, too?').clicks('Send');
    await world.settle();
    const other = new Customer(world, '+14155550177');
    for (const words of ['It is', 'Call me']) {
      other.texts(words);
      await world.settle();
    }
    expect(await theo.readsPanel()).toContain(
      'They text from several numbers. Your next reply goes to (415) 555-0177.',
    );
    for (const words of ['Here again', 'And again']) {
      maya.texts(words);
      await world.settle();
    }
    expect(theo.sees().filter((line) => line.startsWith('customer: '))).toEqual([
      'customer: Hello?',
      'customer: From (415) 555-0177:\nIt is',
      'customer: Call me',
      'customer: From (415) 555-0132:\nHere again',
      'customer: And again',
    ]);
    expect(await theo.readsPanel()).toContain(
      'They text from several numbers. Your next reply goes to (415) 555-0132.',
    );
    theo.replies('Fine');
    await world.settle();
    expect([maya.sees().at(-1), other.sees()]).toEqual(['Fine', ['Is this yours, too?']]);
  });

  test('an e-mail, a stopped sender and a left conversation are told beforehand', async () => {
    const { world, maya, theo } = await stage();
    world.workspace.addContact({ role: 'user', name: 'Maya', phone: '+14155550132', email: 'maya@example.com' });
    await world.settle();
    maya.texts('Hello?');
    await world.settle();
    let panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toMatch(/e-?mail/i);
    const other = new Customer(world, magicNumberFor(30034));
    other.texts('Hi');
    await world.settle();
    theo.replies('Hello!');
    await world.pass(60_000);
    panel = await theo.opensPanel({ in: theo.conversation(0).id });
    expect(panel.reads().join('\n')).toContain('not registered with the US carriers');
    const first = theo.conversation(0).id;
    world.workspace.close(first);
    await world.pass(7 * 24 * 3_600_000);
    maya.texts('Me again');
    await world.settle();
    panel = await theo.opensPanel({ in: first });
    expect(panel.reads().join('\n')).toMatch(/another conversation/);
    const link = panel.components.find(({ label }) => label === 'Open it')?.action?.url ?? '';
    expect(link).toBe(
      `${world.intercom.url}/a/inbox/${world.workspace.id}/inbox/conversation/${theo.conversation().id}`,
    );
    expect(await (await fetch(link)).text()).toContain('Me again');
  });

  test('a pause is told, and texts go when it ends', async () => {
    const { world, maya, theo } = await stage();
    const pause = (isPaused: boolean) => chooseSettings(world, { isPaused });
    await pause(true);
    maya.texts('Hello?');
    await world.settle();
    theo.replies('Hi Maya');
    await world.pass(60_000);
    expect(maya.sees()).toEqual([]);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('Sending is paused');
    await panel.clicks(/^Write a text/);
    await panel.types('Text', 'Are you there?').clicks('Send');
    expect(panel.reads()[0]).toMatch(/^Waiting: sending is paused\. Your text to .* goes out once an admin resumes/);
    expect(panel.reads().join('\n')).not.toMatch(/on its way|✅/);
    await pause(false);
    await world.pass(60_000);
    expect(maya.sees()).toEqual(['Hi Maya', 'Are you there?']);
  });

  test('a sender that cannot be texted back is offered nothing to write', async () => {
    const { world, theo } = await stage();
    new Customer(world, '24273').texts('Your code is 1234');
    await world.settle();
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toMatch(/cannot be texted/);
    expect(() => panel.idOf(/^Write a text/)).toThrow('Nothing to click');
  });
});
