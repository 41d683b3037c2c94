// A text whose sender is missing or odd is in the inbox like any other, and says that nobody can answer it.
import { Customer } from '../../src/simulator/people.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const OTHER = '+14155550101';
const withheld = [
  '',
  ' ',
  'Anonymous',
  'Restricted',
  '+266696687',
  '+7378742833',
  'UNKNOWN',
  '+2562533',
  '+',
  'unavailable',
  'sip:anonymous',
  '\0',
];
const named = [
  'BANK',
  '24273',
  '262966',
  '2562533',
  '+1CALLNOW',
  'sip:alice@example.com',
  'client:alice',
  'messenger:1234',
  'x'.repeat(500),
];

describe('a text without a sender', () => {
  test('has one conversation for each of our numbers, with one note', async () => {
    const { world, theo } = await stage({ ourNumbers: ['+14155550100', OTHER] });
    const maya = new Customer(world, '+14155550132');
    for (const From of withheld) {
      maya.texts(`From ${From.trim() || 'nobody'}`, { extra: { From } });
      await world.settle(0);
    }
    maya.texts('To the other', { to: OTHER, extra: { From: '' } });
    await world.settle();
    expect(theo.conversations()).toHaveLength(2);
    expect(world.workspace.contacts().map(({ name }) => name)).toEqual([
      'Unknown sender to +14155550100',
      `Unknown sender to ${OTHER}`,
    ]);
    const [first = ''] = theo.conversations().map(({ id }) => id);
    const seen = theo.sees(first);
    expect(seen.filter((line) => line.startsWith('customer: '))).toHaveLength(withheld.length);
    expect(seen.filter((line) => line.startsWith('note: '))).toEqual([
      'note: Threadwire: This text came without a sender, so nobody can be texted back. ' +
        'Replies in this conversation are not texted. Answer them another way.',
    ]);
    theo.replies('Who is there?', { in: first });
    await world.settle();
    expect(theo.sees(first).at(-1)).toMatch(
      /^note: Threadwire: The unknown sender is not a phone number .* This reply was not texted\./,
    );
    const panel = await theo.opensPanel({ in: first });
    expect(panel.reads().join('\n')).toContain('This sender cannot be texted.');
    expect(world.traffic.count('twilio', 'POST')).toBe(0);
  });

  test('or with one that is no phone is threaded all the same', async () => {
    const { world, theo } = await stage();
    const maya = new Customer(world, '+14155550132');
    for (const From of named) {
      maya.texts('Your bill', { extra: { From } });
      await world.settle(0);
      maya.texts('Pay it', { extra: { From } });
      await world.settle(0);
    }
    await world.settle();
    expect(theo.conversations()).toHaveLength(named.length);
    for (const { id } of theo.conversations())
      expect(theo.sees(id)).toEqual([
        'customer: Your bill',
        expect.stringMatching(/^note: Threadwire: This text came from /),
        'customer: Pay it',
      ]);
    const panel = await theo.opensPanel();
    expect(panel.reads().join('\n')).toContain('This sender cannot be texted.');
  });
});

describe('a text with odd fields', () => {
  test.each<[string, Record<string, string>]>([
    ['no receiver', { To: '' }],
    ['a receiver that is no number', { To: 'rcs:brand_agent' }],
    ['a receiver that is not ours', { To: '+14155550999' }],
    ['an id of another kind', { MessageSid: `RC${'1'.repeat(32)}` }],
    ['its id under an older name', { MessageSid: '', SmsMessageSid: `SM${'2'.repeat(32)}` }],
    ['a number of files that is none', { NumMedia: '1e9' }],
    ['an opt-out type of its own', { OptOutType: 'x'.repeat(500) }],
    ['a very long body', { Body: 'Hello '.repeat(9_000) }],
  ])('that has %s comes in', async (_what, extra) => {
    const { world, theo } = await stage();
    new Customer(world, '+14155550132').texts('Hello', { extra });
    await world.settle();
    expect(theo.sees()[0]).toMatch(/^customer: Hello/);
    expect(world.twilio.alerts()).toEqual([]);
  });

  test('that came to nobody is answered from the first number', async () => {
    const { world, theo } = await stage();
    const maya = new Customer(world, '+14155550132');
    maya.texts('Hello', { extra: { To: '' } });
    await world.settle();
    theo.replies('Hi');
    await world.settle();
    expect(maya.sees()).toEqual(['Hi']);
  });
});
