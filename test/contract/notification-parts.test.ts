// A part of a conversation is read with its author and words; a doubtful one has the conversation read.
import { conversationPart, withParts } from '../fixtures/intercom-webhooks.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { repliedConversation } from '../support/notifications.ts';

describe('a part without author, id or type may hold words', () => {
  test.each([
    conversationPart({ author: undefined }),
    conversationPart({ author: null }),
    conversationPart({ author: [] }),
    conversationPart({ author: { id: '12' } }),
    conversationPart({ id: undefined }),
    conversationPart({ id: { is: 5 } }),
    conversationPart({ part_type: undefined, author: null }),
    'a part',
    null,
  ])('%j', (wire) => {
    expect(repliedConversation(withParts([wire]))).toMatchObject({ partsMissing: true, parts: [] });
  });

  test.each([undefined, null, ''])('also where it is not said what it is: %j', (type) => {
    expect(repliedConversation(withParts([conversationPart({ part_type: type })]))).toMatchObject({
      partsMissing: true,
      parts: [{ kind: 'unlisted' }],
    });
    expect(
      repliedConversation(withParts([conversationPart({ part_type: type, author: { type: 'user', id: 'c1' } })]))
        .partsMissing,
    ).toBe(false);
  });

  test('one that cannot hold any is left out', () => {
    expect(
      repliedConversation(
        withParts([
          conversationPart({ id: null, part_type: 'note' }),
          conversationPart({ author: null, part_type: 'close', body: null }),
        ]),
      ),
    ).toMatchObject({
      partsMissing: false,
      parts: [],
    });
  });
});

describe('bodies', () => {
  test.each<[unknown, string | null]>([
    ['<p>Hi</p>', '<p>Hi</p>'],
    ['Hi', 'Hi'],
    [null, ''],
    [undefined, ''],
    [{ html: 'x' }, ''],
    [['x'], ''],
  ])('%j of a comment', (body, expected) => {
    expect(repliedConversation(withParts([conversationPart({ body })])).parts[0]?.body).toBe(expected);
  });

  test.each([
    { redacted: true },
    { redacted: 'true' },
    { body: '<p><i>This message was deleted</i></p>' },
    { body: 'This message was deleted' },
  ])('taken back: %j', (given) => {
    expect(repliedConversation(withParts([conversationPart(given)])).parts).toMatchObject([
      { takenBack: true, body: null, files: 0 },
    ]);
  });

  test('an agent who writes about a deleted message has not deleted it', () => {
    const body = '<p>Sorry, this message was deleted by mistake: see you at nine.</p>';
    expect(repliedConversation(withParts([conversationPart({ body })])).parts).toMatchObject([
      { takenBack: false, body },
    ]);
  });
});
