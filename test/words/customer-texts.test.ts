// A customer's text in a conversation: its words, and a line for each file.
import fc from 'fast-check';
import { isBlank } from '../../src/domain/well-formed.ts';
import { ownTextInPanel, textInConversation } from '../../src/words/customer-texts.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const files = (...types: string[]) => types.map((contentType, index) => ({ id: `ME${index}`, contentType }));

test('a file of ours is named by its kind alone', () => {
  expect(ownTextInPanel('', ['image/png'])).toBe('Picture');
  expect(ownTextInPanel('Here', ['image/png', 'application/pdf'])).toBe('Here\nPicture\nPDF');
  expect(ownTextInPanel('', [])).toBe('');
});

describe('a text in its conversation', () => {
  test.each([
    ['its words as they are', ' Hi <b>you</b> & me \n\n👍🏽 ', [], ' Hi <b>you</b> & me \n\n👍🏽 '],
    ['a picture alone', '', files('image/jpeg'), 'Picture received'],
    ['words and a picture', 'Look', files('IMAGE/PNG'), 'Look\nPicture received'],
    ['blank words and a picture', ' \u200b', files('image/png'), 'Picture received'],
    [
      'one line a file, in order',
      'All of it',
      files('video/3gpp', 'audio/amr', 'text/vcard', 'text/x-vCard', 'application/pdf', 'application/zip', ''),
      [
        'All of it',
        'Video received',
        'Voice or audio message received',
        'Contact card received',
        'Contact card received',
        'PDF received',
        'File received',
        'File received',
      ].join('\n'),
    ],
    ['nothing', '', [], '(an empty text)'],
    ['nothing visible', ' \n\u2800\ufeff', [], '(an empty text)'],
  ])('shows %s', (_what, body, media, expected) => {
    expect(textInConversation(body, media)).toBe(expected);
  });

  test('keeps its words and has a line for each file', () => {
    const anyFiles = fc.array(
      fc.string().map((contentType) => ({ id: '', contentType })),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), anyFiles, (body, media) => {
        const shown = textInConversation(body, media);
        expect(isBlank(shown)).toBe(false);
        if (!isBlank(body)) expect(shown.startsWith(body)).toBe(true);
        const rest = isBlank(body) ? shown : shown.slice(body.length + 1);
        if (media.length > 0) expect(rest.split('\n')).toHaveLength(media.length);
      }),
    );
  });
});
