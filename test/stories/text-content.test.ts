// Any content of a text is shown, in the same words in the conversation and in the panel.
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const MAP = 'https://www.google.com/maps/search/?api=1&query=';

type Row = [what: string, body: string, extra: Record<string, string>, shown: string | RegExp];

const rows: Row[] = [
  [
    'a location',
    '',
    { MessageType: 'location', Latitude: '37.77', Longitude: '-122.41', Address: '1 Example St', Label: 'Home' },
    `Location: Home, 1 Example St\n${MAP}37.77,-122.41`,
  ],
  ['a location with words', 'Here', { Latitude: '37.77', Longitude: '-122.41' }, `Here\nLocation: ${MAP}37.77,-122.41`],
  [
    'a location that is none',
    '',
    { Latitude: 'abc', Longitude: '-122.41' },
    /^Location that no map shows: latitude abc, longitude -122\.41$/,
  ],
  ['a location out of range', '', { Latitude: '91', Longitude: '10', Label: 'Home' }, 'Location: Home'],
  ['a location with commas', '', { Latitude: '48,85', Longitude: '2,35' }, `Location: ${MAP}48.85,2.35`],
  ['half a location', '', { Latitude: '37.77' }, /^Location that no map shows/],
  ['a location in odd numbers', '', { Latitude: '1e1', Longitude: 'Infinity' }, /^Location that no map shows/],
  ['an address alone', '', { Address: '1 Example St' }, 'Location: 1 Example St'],
  [
    'a button with its words',
    'Yes, please',
    { ButtonText: 'Yes, please', ButtonPayload: 'yes_1', MessageType: 'button' },
    'Yes, please',
  ],
  [
    'a button without words',
    '',
    { ButtonText: 'Yes, please', ButtonPayload: 'yes_1' },
    'Tapped the button “Yes, please”',
  ],
  ['a button that says nothing', '', { ButtonPayload: 'yes_1' }, 'Tapped the button with the code yes_1'],
  [
    'an entry of a list',
    '',
    { ListId: 'a', ListTitle: 'Tuesday', ListDescription: '9 to 12' },
    'Chose “Tuesday”: 9 to 12',
  ],
  [
    'the answers in a form',
    '',
    { InteractiveData: JSON.stringify({ nfm_reply: { response_json: JSON.stringify({ size: 'L', gift: true }) } }) },
    'Answers in a form: size: L; gift: true',
  ],
  ['answers that are no JSON', '', { FlowData: '{"size": ' }, 'Answers in a form: {"size":'],
  [
    'an advertisement',
    'Is it free?',
    {
      ReferralHeadline: 'Sale',
      ReferralBody: 'Half price',
      ReferralSourceUrl: 'https://ad.example/1',
      ReferralNumMedia: '0',
    },
    'Is it free?\nCame from an advertisement: “Sale” · Half price · https://ad.example/1',
  ],
  [
    'an order',
    '',
    { MessageType: 'order', OrderItems: '[{"name":"Cap","quantity":2}]' },
    'Order: name: Cap; quantity: 2',
  ],
  ['a contact card', '', { MessageType: 'contacts', Contacts: '[{"name":"Ann"}]' }, 'Contact card: name: Ann'],
  ['a reaction in a field', '', { MessageType: 'reaction', ReactionEmoji: '👍' }, 'Reacted 👍 to a message'],
  ['a subject', 'The words', { Subject: 'About my order' }, 'Subject: About my order\nThe words'],
  [
    'an answer to an unknown text',
    'Yes',
    { OriginalRepliedMessageSid: `SM${'9'.repeat(32)}` },
    'Yes\n(An answer to an earlier text)',
  ],
  [
    'an unknown kind',
    '',
    { MessageType: 'hologram' },
    /^Content of the kind “hologram” that Threadwire cannot show\. An admin finds it in Twilio’s log .*SM/,
  ],
  ['an unknown kind with words', 'Look', { MessageType: 'hologram' }, /^Look\nContent of the kind “hologram”/],
  [
    'unknown fields',
    ' ',
    { ChannelMetadata: '{"a":1}', NewThing: 'x' },
    /^Content of the kind “ChannelMetadata, NewThing” that/,
  ],
  ['a sticker that did not come', '', { MessageType: 'sticker' }, /^Content of the kind “sticker”/],
  ['unknown fields beside words', 'Hi', { ChannelMetadata: '{"a":1}', MessageType: 'text' }, 'Hi'],
  [
    'files that are counted in no number',
    '',
    { NumMedia: 'x', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'image/png' },
    'Picture received (not shown here)',
  ],
  ['files without a type', '', { NumMedia: '2' }, 'File received (not shown here)\nFile received (not shown here)'],
  ['nothing', '', {}, '(an empty text)'],
  ['nothing visible', '\u200b\u3164\u2800', {}, '(an empty text)'],
  ['the place of a lost picture', '\ufffc', {}, '(a picture or another object that the phone network did not pass on)'],
];

describe('a text that carries', () => {
  test('anything shows it, in the panel as in the conversation', async () => {
    const { world, maya, theo } = await stage();
    for (const [, body, extra] of rows) {
      maya.texts(body, { extra });
      // More within a minute would be a flood; and Twilio has none of these files, so that the texts wait for a moment.
      await world.pass(10_000);
    }
    await world.settle();
    const seen = theo.sees().flatMap((line) => (/^customer: (.*)$/s.exec(line) ?? []).slice(1));
    for (const [index, [what, , , shown]] of rows.entries())
      expect([what, seen[index]]).toEqual([what, typeof shown === 'string' ? shown : expect.stringMatching(shown)]);
    const panel = await theo.opensPanel();
    await panel.clicks('All texts');
    const lines = panel.reads().join('\n');
    for (const words of ['(an empty text)', 'File received · File received', '(a picture or another object', 'Hi'])
      expect(lines).toContain(words);
  });

  test('the text that it answers is shown with that text’s words', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello');
    await world.settle();
    theo.replies('Is 5 pm fine?');
    await world.settle();
    const [ours] = world.twilio.messages().filter(({ to }) => to === maya.number);
    maya.texts('Yes', { extra: { OriginalRepliedMessageSid: ours?.sid ?? '' } });
    await world.settle();
    maya.texts('', { extra: { ReactionEmoji: '👍', OriginalRepliedMessageSid: ours?.sid ?? '' } });
    await world.settle();
    expect(theo.sees().slice(2)).toEqual([
      'customer: Yes\n(An answer to “Is 5 pm fine?”)',
      'customer: Reacted 👍 to “Is 5 pm fine?”',
    ]);
  });

  test('a wish of somebody else’s is no wish of the customer’s', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello', {
      extra: { ReferralBody: 'Reply STOP to unsubscribe', ReferralHeadline: 'Please stop texting me' },
    });
    await world.settle();
    expect(theo.sees().filter((line) => line.startsWith('note: '))).toEqual([]);
  });

  test('STOP on a button that was tapped is a stop', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('', { extra: { ButtonText: 'Stop', ButtonPayload: 'opt_out_1' } });
    await world.settle();
    expect(theo.sees()).toEqual([
      'customer: Tapped the button “Stop”',
      expect.stringContaining('has opted out of texts'),
    ]);
  });

  test('more than the word STOP is a stop all the same', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('STOP', { extra: { ButtonText: 'STOP', OriginalRepliedMessageSid: `SM${'9'.repeat(32)}` } });
    await world.settle();
    expect(theo.sees().at(-1)).toContain('has opted out of texts');
  });
});
