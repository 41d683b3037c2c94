// The page keeps its shape whatever somebody wrote into a field, and the field keeps the words.
import fc from 'fast-check';
import { wellFormed } from '../../../src/domain/well-formed.ts';
import { renderPlainPage } from '../../../src/views/page/plain-page.ts';
import { hostilePage, hostileTexts } from '../../../src/views/settings/examples/hostile.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { pagesOf } from '../../support/settings-pages.ts';
import { type Element, readHtml } from './read-html.ts';

const pieces = [
  '<',
  '>',
  '"',
  "'",
  '&',
  '&lt;',
  '</textarea>',
  '</script>',
  '<!--',
  '${',
  'x',
  ' ',
  '\n',
  '\0',
  '\ud800',
  ']]>',
  '=',
  '/',
];
const words = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((some) => some.join('')),
    fc.constantFrom(...hostileTexts, '\n\nafter two lines', 'constructor', '__proto__', '{{admin.name}}', '%s'),
  )
  // Empty words are left out of the page, and a real address becomes a link: both rightly change its shape.
  .filter((text) => text.trim() !== '' && wellFormed(text) !== '' && !/^(\/|#|https?:)/i.test(text.trim()));

/** Every element with its tag, type and attributes' names, without the words that somebody wrote. */
function shapeOf(elements: readonly Element[]): string[] {
  return elements.map(({ tag, attributes, within }) => {
    const { type = '', action = '', id = '' } = attributes;
    return [within?.tag, tag, type, action, id, ...Object.keys(attributes).sort()].join(' ');
  });
}

/** The value that a browser reads: it drops the line break after the tag, and knows only one kind of line break. */
function inTextarea(html: string): string {
  return html.replace(/^\n/, '');
}

const elementsOf = (text: string) => Object.values(pagesOf(hostilePage(text))).flatMap(readHtml);

describe('any words', () => {
  const shape = shapeOf(elementsOf('ordinary'));

  test('leave the pages in their shape', () => {
    fc.assert(
      fc.property(words, (text) => {
        expect(shapeOf(elementsOf(text))).toEqual(shape);
      }),
      { numRuns: 60 },
    );
  });

  test('come back from the fields as they were', () => {
    fc.assert(
      fc.property(words, (text) => {
        const elements = elementsOf(text);
        const written = wellFormed(text);
        const field = (id: string) => elements.find(({ attributes }) => attributes['id'] === id);
        expect(field('inbox-tag_name')?.attributes['value']).toBe(written);
        expect(field('twilio-account_sid')?.attributes['value']).toBe(written);
        expect(inTextarea(field('template-0-body')?.text ?? '')).toBe(written);
        expect(field('prices-own-0')?.attributes['value']).toBe(written);
      }),
      { numRuns: 40 },
    );
  });

  test('leave a plain page in its shape', () => {
    const page = (text: string) =>
      renderPlainPage({
        title: text,
        words: text,
        kind: 'problem',
        links: [{ label: text, url: text }],
        aside: { words: text, links: [{ label: text, url: text }] },
      });
    const plainShape = shapeOf(readHtml(page('ordinary')));
    fc.assert(
      fc.property(words, (text) => {
        expect(shapeOf(readHtml(page(text)))).toEqual(plainShape);
      }),
    );
  });
});
