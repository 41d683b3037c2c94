// An admin brings the list of those who want no texts from the service that they used before.
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, sentTo } from '../support/story.ts';

closeStages();

const list = (...rows: string[]) => ({
  name: 'suppressed.csv',
  bytes: ['number,state,at,reason', ...rows, ''].join('\n'),
});

describe('an imported list', () => {
  test('opts people out, names bad rows, and adds nothing when sent twice', async () => {
    const { world, maya, theo } = await begin();
    const visitor = await signIn(world);
    const rows = list(
      '(415) 555-0132,,2026-01-02T10:00:00Z,Asked by letter',
      'nobody,,,',
      '+14155550177,maybe,,',
      '4.15556E+09,,,',
      '+14155550178,opted-in,2027-01-01,',
      '+14155550179,opted-in,2025-12-24,=HYPERLINK("https://evil.example")',
    );
    await visitor.uploads('/consents', rows, { source: 'The service before' });
    visitor.says(/suppressed\.csv .* 2 rows taken, 4 left out\./);
    visitor.says(
      'Line 3 This is not a phone number. Line 4 The state is neither opted-out nor opted-in. Line 5 A spreadsheet shortened',
    );
    visitor.says('Line 6 The time lies in the future.');
    await visitor.goes(`${new URL(visitor.page.url).pathname}.csv`);
    expect(visitor.page.html).toContain('3,This is not a phone number.\n');

    await visitor.uploads('/consents', rows);
    visitor.says('0 rows taken, 2 known already, 4 left out.');
    await visitor.goes('/consents/%2B14155550132');
    visitor.says(/Opted out by an imported file or the API suppressed\.csv By .* Asked by letter every number/);
    theo.replies('Still there?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(theo.sees().join()).toMatch(/opted out .*by hand/);
    await visitor.goes('/consents.csv?number=%2B14155550179');
    expect(visitor.page.html).toContain(`"'=HYPERLINK(""https://evil.example"")"`);

    // The customer's own word ends it, and the same list does not bring it back.
    maya.texts('START');
    await world.settle();
    await visitor.uploads('/consents', list('(415) 555-0132,,2026-01-02T10:00:00Z,Asked by letter', '+14155550132'));
    visitor.says('1 row taken, 1 known already.');
    await visitor.goes('/consents/%2B14155550132');
    visitor.says('Opted out');
  });

  test('never ends a stop of the customer’s own word', async () => {
    const { world, maya } = await begin();
    maya.texts('STOP');
    await world.settle();
    const visitor = await signIn(world);
    await visitor.uploads(
      '/consents',
      list('+14155550132,opted-in,,Form on our website', '+14155550132,opted-in,2025-05-01,'),
    );
    visitor.says('1 row taken, 1 left out.');
    visitor.says('Line 2 The customer opted out themselves: only they can undo this, by texting START.');
    await visitor.goes('/consents?q=5550132');
    visitor.says('(415) 555-0132 Opted out Texted a stop word');
  });

  test('is refused with the reason where it is no list', async () => {
    const { world } = await begin();
    const visitor = await signIn(world);
    await visitor.uploads('/consents', { name: 'list.xlsx', bytes: 'PK\u0003\u0004 a workbook' });
    visitor.says('This is not a CSV file. In a spreadsheet, save it as CSV.');
    await visitor.uploads('/consents', { name: 'list.csv', bytes: 'telephone\n+14155550132\n' });
    visitor.says('The first line names no column “number”.');
    await visitor.uploads('/consents', { name: '', bytes: '' });
    expect(visitor.page.status).toBe(422);
    visitor.says('Choose a file.');
    await visitor.uploads('/consents', list(), { csrf: 'another page’s' });
    expect(visitor.page.status).toBe(401);
  });
});
