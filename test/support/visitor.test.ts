// The visitor reads pages as a browser does, and fails where words are missing.
import { afterEach, beforeEach, describe, expect, test } from './jest-globals.ts';
import { type Listener, startListener } from './listener.ts';
import { Visitor } from './visitor.ts';

const page = `<title>T</title><script>hidden</script><p>Bread &amp; <b>butter</b></p>
  <form action="/save" method="post"><input type="hidden" name="csrf" value="token"><input name="label" value="a&quot;b">
  <input type="checkbox" name="on" checked><input type="checkbox" name="off"><textarea name="words">typed</textarea>
  <select name="place"><option value="x">X</option><option value="y" selected>Y</option></select>
  <button name="do" value="save">Save</button></form>`;

let site: Listener;
let visitor: Visitor;

beforeEach(async () => {
  site = await startListener();
  site.answer('/', { type: 'text/html', body: page });
  visitor = await new Visitor().goes(site.url);
});

afterEach(() => site.close());

describe('a visitor', () => {
  test('reads words without markup and scripts', () => {
    visitor.says('Bread & butter').says(/^ ?T Bread/);
    expect(visitor.words()).not.toContain('hidden');
  });

  test.each(['Bread & jam', /^Bread/])('fails where the page does not say %s', (words) => {
    expect(() => visitor.says(words)).toThrow();
  });

  test('sends a form as it stands, with what was typed and pressed', async () => {
    expect(visitor.formToken()).toBe('token');
    await visitor.sends('/save', { label: 'new', do: 'save' });
    const { method, path, body } = site.heard.at(-1) ?? { method: '', path: '', body: '' };
    expect([method, path]).toEqual(['POST', '/save']);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      csrf: 'token',
      on: 'on',
      words: 'typed',
      place: 'y',
      label: 'new',
      do: 'save',
    });
  });

  test('fails where no form goes there', async () => {
    await expect(visitor.sends('/elsewhere')).rejects.toThrow('There is no form that goes to /elsewhere');
  });
});
