// Agents' words from Intercom's composer reach a phone as the agents see them.
import fc from 'fast-check';
import { commentToText, sameText, startsAsHtml } from '../../src/intercom/comments/comment-text.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const photo = 'https://downloads.intercomcdn.com/i/o/1/label.png?expires=1779200976&signature=abc';
const photoTag = `<img src="${photo.replace('&', '&amp;')}">`;

describe("an agent's comment as text", () => {
  test.each([
    ['one line', '<p class="no-margin">Your refund is on its way</p>', 'Your refund is on its way'],
    ['lines of the composer', '<p class="no-margin">Hi Maya,</p><p class="no-margin">done!</p>', 'Hi Maya,\ndone!'],
    ['an empty line', '<p class="no-margin">a</p><p class="no-margin"></p><p class="no-margin">b</p>', 'a\n\nb'],
    [
      'a broken empty line',
      '<p class="no-margin">a</p><p class="no-margin"><br></p><p class="no-margin">b</p>',
      'a\n\nb',
    ],
    ['paragraphs', '<p>Hi Maya,</p>\n<p>done!</p>', 'Hi Maya,\n\ndone!'],
    ['an empty paragraph', '<p>a</p><p></p><p>&nbsp;</p><p>b</p>', 'a\n\nb'],
    ['line breaks', '<p class="no-margin">a<br>b<br/>c<br></p><p class="no-margin">d</p>', 'a\nb\nc\nd'],
    ['a break inside bold', '<p><b>Total<br></b>12</p>', 'Total\n12'],
    ['bold and italic', '<p>It is <b>very</b> <i>im</i>portant</p>', 'It is very important'],
    ['entities', '<p>5 &lt; 6 &amp; &quot;7&quot; &#39;8&#39; &euro;9 &amp;lt;</p>', '5 < 6 & "7" \'8\' €9 &lt;'],
    ['tags an agent typed', '<p>Use &lt;b&gt;bold&lt;/b&gt;</p>', 'Use <b>bold</b>'],
    ['no-break spaces', '<p>a&nbsp;&nbsp;b\u202f9&nbsp;</p>', 'a  b 9'],
    ['zero-width characters', '<p>\ufeffa\u200bb\u2060c\u200d\u00ad</p>', 'abc'],
    ['NUL and control characters', '<p>a\0b\u0007c</p>', 'abc'],
    ['emoji', '<p>👍🏽 👩‍👩‍👧‍👦 ❤️ 🇩🇪 1️⃣</p>', '👍🏽 👩‍👩‍👧‍👦 ❤️ 🇩🇪 1️⃣'],
    ['scripts that need joiners', '<p>می\u200cخواهم</p>', 'می\u200cخواهم'],
    ['white space in the source', '<p>\n  a\n  b\n</p>\n\n<p>c</p>\n', 'a b\n\nc'],
    ['a plain string', 'a < b and c > d', 'a < b and c > d'],
    ['nothing', '', ''],
  ])('%s', (_what, html, text) => {
    expect(commentToText(html)).toEqual({ text, images: [] });
  });

  test.each([
    [
      'a link',
      '<p>See <a href="https://example.com/a?b=1&amp;c=2">your order</a>.</p>',
      'See your order (https://example.com/a?b=1&c=2).',
    ],
    [
      'a link that says its address',
      '<a href="https://example.com/a">https://example.com/a</a>',
      'https://example.com/a',
    ],
    ['a link without scheme or slash', '<a href="https://example.com/" target="_blank">Example.com</a>', 'Example.com'],
    ['a link that says another address', '<a href="https://b.example">a.example</a>', 'a.example (https://b.example)'],
    ['a link in bold', '<a href="https://example.com/"><b>example</b>.com</a>', 'example.com'],
    ['a mail address', '<a href="mailto:help@example.com?subject=x">help@example.com</a>', 'help@example.com'],
    ['a mail address behind words', '<a href="mailto:help@example.com">write us</a>', 'write us (help@example.com)'],
    ['a phone number', '<a href="tel:+15551234567">+1 (555) 123-4567</a>', '+1 (555) 123-4567'],
    ['a phone number behind words', '<a href="tel:+15551234567">call us</a>', 'call us (+15551234567)'],
    ['an empty link', '<p>a <a href="https://example.com"></a></p>', 'a https://example.com'],
    ['a link to nowhere', '<a href="#top">up</a> <a href="javascript:alert(1)">go</a> <a>here</a>', 'up go here'],
    [
      'a button',
      '<a class="intercom-h2b-button" href="https://example.com/book">Book</a>',
      'Book (https://example.com/book)',
    ],
  ])('%s', (_what, html, text) => {
    expect(commentToText(html)).toEqual({ text, images: [] });
  });

  test.each([
    [
      'bullets',
      '<p class="no-margin">Bring:</p><ul><li>ID</li><li>Form</li></ul><p class="no-margin">Bye</p>',
      'Bring:\n- ID\n- Form\nBye',
    ],
    ['numbers', '<ol><li><p class="no-margin">one</p></li><li><p>two</p></li></ol>', '1. one\n2. two'],
    ['numbers from nine', '<ol start="9"><li>a</li><li>b</li></ol>', '9. a\n10. b'],
    [
      'a list in a list',
      '<ul><li>a<ul><li>b</li><li>c<ol><li>d</li></ol></li></ul></li><li>e</li></ul>',
      '- a\n  - b\n  - c\n    1. d\n- e',
    ],
    ['a list between paragraphs', '<p>a</p><ul>\n<li>b</li>\n</ul><p>c</p>', 'a\n\n- b\n\nc'],
    ['two lines in an item', '<ul><li><p class="no-margin">a</p><p class="no-margin">b</p></li></ul>', '- a\n  b'],
    ['headings', '<h1>Your order</h1><p class="no-margin">is here</p><h2>Next</h2>', 'Your order\nis here\nNext'],
    ['a quotation', '<blockquote>late<br>again</blockquote><p class="no-margin">Sorry!</p>', '> late\n> again\nSorry!'],
    ['code', '<pre><code>if (x) {\n  y();\n}</code></pre>', 'if (x) {\n  y();\n}'],
    ['code in a line', '<p>Type <code>RESET</code> now</p>', 'Type RESET now'],
    [
      'a table',
      '<div class="intercom-interblocks-table-container"><table><thead><tr><th>Day</th><th>Open</th></tr></thead><tbody><tr><td><p class="no-margin">Mon</p></td><td><p class="no-margin">9</p><p class="no-margin">17</p></td></tr><tr><td>Sun</td><td></td></tr></tbody></table></div>',
      'Day | Open\nMon | 9 17\nSun',
    ],
    [
      'a video',
      '<p class="no-margin">Watch</p><div class="intercom-h2b-video"><iframe src="//video.example/embed/1"></iframe></div>',
      'Watch\nhttps://video.example/embed/1',
    ],
    ['a rule', '<p class="no-margin">a</p><hr><p class="no-margin">b</p>', 'a\n---\nb'],
    [
      'tags nobody knows',
      '<p>Hi <mention-admin id="1">Theo</mention-admin>, see <x-card>Opening hours</x-card></p>',
      'Hi Theo, see Opening hours',
    ],
    ['scripts, styles and comments', '<style>p{}</style><script>alert("x")</script><!-- no --><p>a</p>', 'a'],
    ['tags left open', '<p>a <b>b<p>c <a href="https://example.com/x', 'a b\n\nc'],
  ])('%s', (_what, html, text) => {
    expect(commentToText(html)).toEqual({ text, images: [] });
  });

  test.each([
    ['alone', `<div class="intercom-container">${photoTag}</div>`, ''],
    [
      'between lines',
      `<p class="no-margin">Look</p><div class="intercom-container">${photoTag}</div><p class="no-margin">ok?</p>`,
      'Look\nok?',
    ],
    ['in a line', `<p>Look ${photoTag} here</p>`, 'Look here'],
    ['in a list', `<ul><li>a</li><li>${photoTag}</li></ul>`, '- a'],
    ['that links to itself', `<a href="${photo}">${photoTag}</a>`, ''],
  ])('a picture %s leaves the text and is listed', (_where, html, text) => {
    expect(commentToText(html)).toEqual({ text, images: [photo] });
  });

  test('pictures keep their order', () => {
    expect(commentToText('<p>a<img src="https://x.example/1"><img><img src="//x.example/2"></p>').images).toEqual([
      'https://x.example/1',
      'https://x.example/2',
    ]);
  });
});

describe('a comment whatever it holds', () => {
  const tag = fc.constantFrom(
    'p',
    'div',
    'ul',
    'ol',
    'li',
    'b',
    'a href="https://x.example"',
    'table',
    'tr',
    'td',
    'br',
    'pre',
    'x-y',
    'h2',
    'blockquote',
    'script',
    'img src="y"',
    'iframe src="//z"',
    'svg',
    '!--',
    'body',
  );
  const word = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replace(/[<>&]/g, ''));
  const piece = fc.oneof(
    word,
    tag.map((name) => `<${name}>`),
    tag.map((name) => `</${name.split(' ')[0]}>`),
  );
  const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

  test('is read, and leaves no tag, NUL, gap or loose end', () => {
    fc.assert(
      fc.property(soup, (html) => {
        const { text } = commentToText(html);
        expect(text).not.toMatch(/<\/?[a-z!]/i);
        expect(text).not.toMatch(/\0|\n{3}|[ \t\u00a0]\n|\s$/);
      }),
      { numRuns: 500 },
    );
  });

  test('any string is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (html) => {
        const { text } = commentToText(html);
        expect(text).not.toContain('\0');
        expect(text.isWellFormed()).toBe(true);
        expect(typeof startsAsHtml(html)).toBe('boolean');
        expect(sameText(html, html)).toBe(true);
      }),
    );
  });

  test.each([
    '<div>',
    '<ul><li>',
    '<table><tr><td>',
    '<table><thead>',
    '<thead>',
    '<b>',
    '<blockquote><p>',
    '<a href="x:y">',
  ])('%s nested thousands deep is read', (open) => {
    expect(typeof commentToText(`<table>${open.repeat(10_000)}x`).text).toBe('string');
  });

  test('a picture or an address is read the same every time', () => {
    const html = `<p>a <a href="https://x.example">b</a>${photoTag}</p>`;
    expect(commentToText(html)).toEqual(commentToText(html));
  });
});

describe('a webhook body', () => {
  test.each([
    '<p>Hi</p>',
    '<p class="no-margin">Hi</p>',
    ' \n<div>x',
    '<UL><li>',
    '<h2>x',
    '<hr/>',
    '<blockquote>',
    '<pre>x</pre>',
  ])('%j is HTML', (body) => {
    expect(startsAsHtml(body)).toBe(true);
  });

  test.each([
    'Hi',
    '',
    '<',
    '<3 you',
    'see <p>',
    '<b>Hi</b>',
    '<pretty> please',
    '<person>',
    '<p',
    '&lt;p&gt;',
    '<a href="x">',
  ])('%j is not known to be whole', (body) => {
    expect(startsAsHtml(body)).toBe(false);
  });
});

describe('the same text', () => {
  test.each([
    ['Your refund is on its way', '<p>Your refund is on its way</p>'],
    ['5 < 6 & <b>bold</b>', '<p>5 &lt; 6 &amp; &lt;b&gt;bold&lt;/b&gt;</p>'],
    ['one\ntwo\n\nthree', '<p class="no-margin">one<br>two</p>\n<p class="no-margin">three</p>'],
    ['one\n two ', 'one two'],
    ['&lt;', '<p>&lt;</p>'],
    ['&lt;', '<p>&amp;lt;</p>'],
    ['it is 5 &lt; 6', 'it is 5 < 6'],
    ['see example.com/a', '<p>see <a href="http://example.com/a">example.com/a</a></p>'],
    ['see https://example.com/a', '<p>see <a href="https://via.example/r?u=1">https://example.com/a</a></p>'],
    ['call +15551234567', '<p>call <a href="tel:+15551234567">+15551234567</a></p>'],
    ['caf\u00e9 \ud83d\ude00', '<p>cafe\u0301 😀</p>'],
    ['a\u00a0b', '<p>a b</p>'],
    ['', ''],
    ['', '<p></p>'],
  ])('%j is stored as %j', (sent, stored) => {
    expect([sameText(sent, stored), sameText(stored, sent)]).toEqual([true, true]);
  });

  test.each([
    ['one', 'two'],
    ['Yes', 'yes'],
    ['one', '<p>one two</p>'],
    ['<x>', '<y>'],
    ['', 'a'],
    ['', '<p>a</p>'],
  ])('%j is not %j', (a, b) => {
    expect([sameText(a, b), sameText(b, a)]).toEqual([false, false]);
  });

  test('any plain text is found again escaped and wrapped', () => {
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(sameText(text, `<p>${escaped(text)}</p>`)).toBe(true);
      }),
    );
  });
});
