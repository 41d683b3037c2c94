// A saved setting takes effect in the inbox and in the panel, and the history names it.

import { ACCOUNT_SID } from '../../src/simulator/world.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

describe('a saved setting', () => {
  test('shows to agents in the inbox, the prices and the templates', async () => {
    const { world, maya, theo } = await stage();
    const colleague = world.workspace.admins[1];
    const visitor = await signIn(world);
    const inbox = { acting_admin: colleague?.id ?? '', tag_name: 'Texted', time_zone: 'Asia/Tokyo' };
    await visitor.sends('/settings/inbox', { ...inbox, do: 'save' });
    await visitor.goes('/settings/history');
    visitor.says('Changed who writes notes and tags, the tag to Texted, the time zone to Asia/Tokyo.');
    await visitor.goes('/');
    visitor.says(/Checked Jan \d+, 2026 at 10:\d\dPM/);
    await visitor.sends('/settings/prices', { currency: 'EUR', price_US: '0.0083', do: 'save' });

    world.workspace.addContact({ role: 'user', name: 'Maya Reyes', phone: '(415) 555-0132', announce: false });
    maya.texts('Hello?');
    await world.settle();
    expect(world.workspace.tags().map(({ name }) => name)).toContain('Texted');
    const tagging = world.traffic.exchanges.find(
      ({ method, path }) => method === 'POST' && /\/conversations\/\d+\/tags/.test(path),
    );
    expect(tagging?.requestBody).toContain(colleague?.id);
    const panel = await theo.isWriting('Hello');
    await panel.clicks('Check length and price');
    expect(panel.reads().join('\n')).toMatch(/0\.0083 ?EUR|€ ?0\.0083|EUR 0\.0083/);

    const body = 'Hi {{contact.first_name | there}}';
    const misspelled = { id: '', name: 'Greeting', body: 'Hi {{contact.first_nam | there}}' };
    await visitor.sends('/settings/templates', { ...misspelled, do: 'save' });
    visitor.says('Not saved: see below.').says('did you mean {{contact.first_name}}?');
    await visitor.sends('/settings/templates', { ...misspelled, contact: '', do: 'preview' });
    visitor.says('No preview: see below.');
    await visitor.sends('/settings/templates', { id: '', contact: '', body, do: 'preview' });
    visitor.says('With example values:').says('Hi Maya');
    await visitor.sends('/settings/templates', { id: '', name: 'Greeting', body, do: 'save' });
    await visitor.sends('/settings/templates', { id: '', contact: '+1 415 555 0132', body, do: 'preview' });
    visitor.says('Hi Maya');
    await visitor.goes(`${world.serviceUrl}/`);
    await panel.clicks('Use a template');
    expect(panel.reads().join('\n')).toContain('Greeting');
    await visitor.opensTemplate('Greeting');
    await visitor.sends('/settings/templates', { do: 'archive' });
    await visitor.goes('/settings/history');
    visitor.says('Archived the template Greeting.');
    const again = await theo.opensPanel();
    await again.clicks(/^Write a text/);
    await again.clicks('Use a template');
    expect(again.reads().join('\n')).not.toContain('Greeting');
  });

  test('at Twilio is listed to its end, however many numbers there are', async () => {
    const { world } = await stage();
    for (let index = 0; index < 501; index += 1)
      world.twilio.addNumber({ accountSid: ACCOUNT_SID, phoneNumber: `+1415556${String(index).padStart(4, '0')}` });
    const { ctx } = world.app;
    const numbers = await ctx.twilio(await ctx.workspaces.get(world.workspace.id)).listNumbers();
    expect(numbers.map(({ address }) => address)).toEqual(expect.arrayContaining(['+14155560000', '+14155560500']));
    expect(new Set(numbers.map(({ sid }) => sid)).size).toBe(numbers.length);
  });
});
