// The page of consent: who opted out, with the evidence, a change by hand, and a file of it.
import { NOT_TEXTED } from '../support/consent.ts';
import { chooseSettings } from '../support/database/stored.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { begin, closeStages, conversationWith, sentTo, stage } from '../support/story.ts';

closeStages();

const MAYA = '/consents/%2B14155550132';

describe('the page of consent', () => {
  test('lists who opted out, with the words that said so', async () => {
    const { world, maya, theo } = await begin();
    theo.replies('=HYPERLINK("https://evil.example") or reply STOP');
    await world.settle();
    maya.texts('Stop.');
    await world.settle();
    const visitor = await signIn(world);
    await visitor.goes('/consents');
    visitor.says(/\(415\) 555-0132 Opted out Texted a stop word that Twilio does not know/);
    await visitor.goes('/consents?state=opted-in');
    visitor.says('Nobody matches.');
    await visitor.goes('/consents?q=5550132&state=opted-out');
    visitor.says('(415) 555-0132');

    await visitor.goes(MAYA);
    visitor.says(/Stop\. After our text: =HYPERLINK\("https:\/\/evil\.example"\) or reply STOP \(415\) 555-0100/);
    visitor.says('Only the customer can undo this, by texting START.');
    expect(visitor.page.html).toMatch(/href="\/texts\/[\w-]{36}"[^>]*><bdi>Stop\./);
    expect(visitor.forms().some(({ action }) => action.includes('/consents/'))).toBe(false);

    await visitor.goes('/consents.csv?number=%2B14155550132');
    expect(visitor.page.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, line, ...rest] = visitor.page.html.replace('\ufeff', '').trim().split('\n');
    expect(head).toBe('number,state,at,source,said_to,words,answered,by,reason,origin');
    expect(line).toMatch(
      /^'?\+14155550132,opted-out,2026-01-08T13:0\d:\d\d\.\d{3}Z,reading,'?\+14155550100,Stop\.,"'=HYPERLINK/,
    );
    expect(rest).toEqual([]);
  });

  test('opts a number out by hand with a reason, and undoes it', async () => {
    const { world, maya, theo } = await begin();
    const visitor = await signIn(world);
    await visitor.goes('/consents');
    await visitor.sends('/consents', { number: '(415) 555-0132', reason: ' ', do: 'opt-out' });
    expect(visitor.page.status).toBe(422);
    visitor.says('Write the reason: it is kept as evidence.');
    await visitor.sends('/consents', { number: '(415) 555-0132', reason: 'Asked on the phone', do: 'opt-out' });
    visitor.says('(415) 555-0132 is opted out: it gets no more texts.');
    visitor.says(/Opted out by hand By .* Asked on the phone every number/);
    theo.replies('Still there?');
    await world.settle();
    expect(sentTo(world, maya)).toEqual([]);
    expect(theo.sees().some((line) => /was opted out of texts by hand/.test(line) || NOT_TEXTED.test(line))).toBe(true);

    await visitor.sends(MAYA, { do: 'resume' });
    visitor.says('(415) 555-0132 may be texted again.');
    await visitor.goes('/consents?state=none');
    visitor.says(/\(415\) 555-0132 May be texted Texts resumed by hand/);
    await visitor.goes('/consents?state=opted-in');
    visitor.says('Nobody matches.');
    theo.replies('Welcome back');
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['Welcome back']);
  });

  test('reads words anew under another scope, and shows Twilio’s block', async () => {
    const { world, maya, theo } = await stage({ ourNumbers: ['+14155550100', '+14155550101'] });
    await chooseSettings(world, { consentScope: 'number', confirmStops: 'never' });
    maya.texts('Hi sales', { to: '+14155550101' });
    maya.texts('STOP');
    await world.settle();
    const sales = conversationWith(theo, 'customer: Hi sales');
    theo.replies('One number stopped', { in: sales });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['One number stopped']);
    await chooseSettings(world, { consentScope: 'workspace' });
    theo.replies('All numbers stopped', { in: sales });
    await world.settle();
    expect(sentTo(world, maya)).toEqual(['One number stopped']);
    maya.texts('START', { to: '+14155550101' });
    await world.settle();
    const visitor = await signIn(world);
    const blocked = 'Twilio still blocks texts from (415) 555-0100, until they text START to it.';
    await visitor.goes('/consents?state=opted-in');
    visitor.says(/\(415\) 555-0132 Opted in Texted a start word/).says(blocked);
    await visitor.goes(MAYA);
    visitor.says(blocked);
  });

  test('says that a START alone undoes a customer’s stop', async () => {
    const { world, maya } = await begin();
    const visitor = await signIn(world);
    await visitor.goes('/consents/%2B14155550199');
    visitor.says('No word of this number is kept: it may be texted.');
    await visitor.goes(MAYA);
    const { csrf = '' } = visitor.fieldsOf(MAYA);
    maya.texts('STOP');
    await world.settle();
    await visitor.posts(MAYA, { csrf, do: 'resume' });
    visitor.says('(415) 555-0132 opted out by text: only a START from there undoes it.');
  });
});
