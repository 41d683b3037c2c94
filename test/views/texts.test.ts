// The pages of texts: everything on them is words, and nothing that people wrote becomes markup.
import { textExamples } from '../../src/views/texts/examples.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const page = (name: string) => textExamples[name]?.() ?? '';

describe('every page of texts', () => {
  test.each(Object.keys(textExamples))('%s shows no markup that people wrote', (name) => {
    const drawn = page(name);
    expect(drawn).not.toMatch(/<script>alert|undefined|\[object|NaN|Invalid Date/);
    expect(drawn).toContain('<h1>');
  });

  test.each(Object.keys(textExamples).filter((name) => name.includes('viewer')))('%s has no button', (name) => {
    expect(page(name)).not.toMatch(/name="do"/);
  });

  test('counts lists, up to a thousand', () => {
    expect(page('the log')).toMatch(/Dead letters.*1,000\+/s);
    expect(page('an empty log')).not.toMatch(/Scheduled<span/);
  });

  test('keeps the conditions of a search on its way to older texts', () => {
    expect(page('a search')).toMatch(/href="\/texts\?q=[^"]*state=failed[^"]*agent=2[^"]*before=/);
    expect(page('a search')).toMatch(/<details open/);
    expect(page('the log')).not.toMatch(/<details open/);
  });

  test('offers only what can be done about a text', () => {
    expect(page('a text held too long')).toContain('Send it now');
    expect(page('a text that waits')).toContain('value="cancel"');
    expect(page('a text of unknown outcome')).toMatch(/value="again".*value="arrived"/s);
    expect(page('a text refused after a stop')).not.toContain('name="do"');
    expect(page('a text that failed and was sent again')).toContain('It was sent again already.');
  });
});
