// The forms of the settings: the values in their fields, the commands they become, and the members who get them.
import type { Finding } from '../../../src/domain/doctor/finding.ts';
import type { SaveConflict } from '../../../src/domain/page-frame.ts';
import type { Example } from '../../../src/views/settings/examples/example.ts';
import { settingsExamples } from '../../../src/views/settings/examples.ts';
import { readForm } from '../../../src/views/settings/forms.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { pageAt, pagesOf } from '../../support/settings-pages.ts';
import { type Element, formOf, isWithin, readHtml } from './read-html.ts';

function example(name: string): Example {
  const page = settingsExamples[name];
  if (!page) throw new Error(`No example "${name}"`);
  return page;
}
const green = example('everything is green');

/** The elements of all pages of an example. */
function elementsOf(page: Example): Element[] {
  return Object.values(pagesOf(page)).flatMap(readHtml);
}

/** The fields and verbs of every form, by its action; of several forms of one action, together. */
function formsOf(page: Example): Record<string, { fields: string[]; verbs: string[] }> {
  const elements = elementsOf(page);
  const forms: Record<string, { fields: string[]; verbs: string[] }> = {};
  for (const element of elements) {
    const name = element.attributes['name'];
    const action = formOf(element, elements)?.attributes['action']?.replace(/#.*/, '');
    if (action === undefined || name === undefined || ['csrf', 'nonce', 'seen'].includes(name)) continue;
    forms[action] ??= { fields: [], verbs: [] };
    const list = name === 'do' ? forms[action].verbs : forms[action].fields;
    const said = name === 'do' ? (element.attributes['value'] ?? '') : name;
    if (!list.includes(said)) list.push(said);
  }
  return forms;
}

function named(page: Example, name: string): Element[] {
  return elementsOf(page).filter(({ attributes }) => attributes['name'] === name);
}

function sectionOf(page: Example, id: string): Element[] {
  const isSection = ({ tag, attributes }: Element) => tag === 'section' && attributes['id'] === id;
  return elementsOf(page).filter((element) => isSection(element) || isWithin(element, isSection));
}

test('services and webhook URLs are shown where no number is listed', () => {
  const { services } = example('a messaging service has the word').numbers;
  const at = '/settings/numbers';
  const bare = pageAt({ ...green, numbers: { ...green.numbers, listed: [], services } }, at);
  expect(bare).toContain('name="service"');
  expect(bare).toContain('id="messages-url"');
  const away = pageAt(
    { ...green, numbers: { ...green.numbers, listed: [], services, problem: { kind: 'asking' } } },
    at,
  );
  expect(away).not.toContain('name="service"');
  expect(away).toContain('id="messages-url"');
});

test('every form has the fields and verbs that its door reads', () => {
  const sid = green.numbers.listed[0]?.sid;
  expect(formsOf({ ...green, twilio: { ...green.twilio, nextAuthTokenEnd: '77cd' } })).toEqual({
    '/settings/test': { fields: ['to'], verbs: ['send'] },
    '/settings/keys': { fields: ['key', 'shared_key_id', 'shared_key_secret'], verbs: ['remove', 'add'] },
    '/settings/twilio': {
      fields: ['account_sid', 'auth_token', 'region', 'api_key_sid', 'api_secret', 'next_auth_token', 'subaccount'],
      verbs: ['save', 'promote', 'forget-next', 'use-subaccount', 'disconnect'],
    },
    '/settings/numbers': {
      fields: ['number', `label_${sid}`, `team_${sid}`, `country_${sid}`],
      verbs: ['undo-webhooks', 'save', 'set-webhooks'],
    },
    '/settings/inbox': {
      fields: [
        'result_events',
        'acting_admin',
        'tag_name',
        'default_country',
        'time_zone',
        'time_zone_attribute',
        'subscription',
      ],
      verbs: ['save'],
    },
    '/settings/threading': {
      fields: ['thread_per', 'reactions_stay_aside', 'reopen_failed', 'reopen_days', 'hold_after_hours'],
      verbs: ['save'],
    },
    '/settings/rules': {
      fields: [
        'rule',
        'kind',
        'template',
        'sender',
        'purpose',
        'hourly_cap',
        'tag',
        'contact_days',
        'hours',
        'minutes',
      ],
      verbs: ['pause', 'try', 'end', 'start', 'make'],
    },
    '/settings/api-keys': { fields: ['key', 'key_name', 'scopes', 'days'], verbs: ['revoke', 'make'] },
    '/settings/connectors': { fields: [], verbs: ['publish', 'unpublish'] },
    '/settings/webhooks': {
      fields: ['endpoint', 'hours', 'url', 'events'],
      verbs: ['test', 'replay-failed', 'replay', 'remove', 'make'],
    },
    '/settings/assist': {
      fields: ['assist_triage', 'assist_sentiment', 'assist_drafts', 'assist_scoring', 'sentence'],
      verbs: ['save', 'try'],
    },
    '/settings/automatic': {
      fields: [
        'after_hours_reply',
        'office_hours',
        'monday',
        'tuesday',
        'wednesday',
        'thursday',
        'friday',
        'saturday',
        'sunday',
        'greeting',
        'says_opt_out',
        'opt_out_line',
      ],
      verbs: ['save', 'preview'],
    },
    '/settings/hours': {
      fields: ['quiet_hours', 'holidays', 'replies_in_quiet_hours', 'texts_from', 'texts_until', 'days_off'],
      verbs: ['save'],
    },
    '/settings/replies': {
      fields: ['bot_replies', 'outbound_first', 'sign_texts', 'number_parts', 'consent_scope', 'confirm_stops'],
      verbs: ['save'],
    },
    '/settings/customers': {
      fields: [
        ...['sync_enabled', 'sync_match', 'sync_archived', 'sync_email', 'sync_phone', 'sync_name', 'sync_attributes'],
      ],
      verbs: ['save'],
    },
    '/settings/media': { fields: ['media_as', 'keep_files_days'], verbs: ['save'] },
    '/settings/templates': { fields: ['id', 'name', 'body', 'contact'], verbs: ['save', 'preview', 'archive'] },
    '/settings/prices': {
      fields: ['price_US', 'price_GB', 'price_KP', 'country', 'price', 'currency'],
      verbs: ['save', 'read-prices'],
    },
    '/settings/limits': {
      fields: [
        'daily_texts',
        'daily_money',
        'segment_cap',
        'costly_numbers',
        'currency',
        'texts_US',
        'money_US',
        'allow_GB',
        'texts_GB',
        'money_GB',
        'country',
        'texts',
        'money',
      ],
      verbs: ['save'],
    },
    '/settings/pause': { fields: [], verbs: ['pause'] },
    '/settings/members': { fields: ['admin', 'role'], verbs: ['save', 'make-owner'] },
  });
  expect(formsOf({ ...green, choices: { ...green.choices, isPaused: true } })['/settings/pause']).toEqual({
    fields: [],
    verbs: ['resume'],
  });
});

test('the form of the limits is read back or refused', () => {
  const read = (fields: Record<string, string>, section = 'limits') =>
    readForm(section, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]])));
  const listed = { texts_US: '', money_US: '', texts_GB: '100', money_GB: '20', allow_GB: 'on', currency: 'USD' };
  expect(read({ ...listed, daily_texts: '500', country: 'ca', texts: '', money: 'CAD 5' })).toEqual({
    command: {
      do: 'save-choices',
      choices: {
        ...{ dailyTexts: 500, dailyMoney: null, segmentCap: null, costlyNumbers: [] },
        allowedCountries: ['CA', 'GB'],
        countryLimits: {
          GB: { segments: 100, money: { amount: '20', currency: 'USD' } },
          CA: { segments: null, money: { amount: '5', currency: 'CAD' } },
        },
      },
    },
  });
  expect(read({ ...listed, allow_GB: '' })).toMatchObject({ command: { choices: { allowedCountries: [] } } });
  expect(read({ ...listed, texts_GB: '1e9' })).toMatchObject({ problems: { texts_GB: { kind: 'sms-number' } } });
  expect(read({ ...listed, money_GB: '<b>5</b>' })).toMatchObject({ problems: { money_GB: { kind: 'money-form' } } });
  expect(read({ ...listed, texts: '5' })).toEqual({ problems: { country: { kind: 'limit-without-country' } } });
  expect(read({ ...listed, texts_ZZ: '5', texts_constructor: '5' })).toMatchObject({
    command: { choices: { allowedCountries: ['GB'] } },
  });
  expect(read({ do: 'raise', country: 'US', raised: '1' }, 'held')).toEqual({
    command: { do: 'release-held', country: 'US', how: 'raise', raised: 1 },
  });
  for (const wrong of [{ do: 'toString' }, { country: 'Narnia' }, { raised: '-1' }, { raised: '99999' }])
    expect(read({ do: 'raise', country: 'US', raised: '1', ...wrong }, 'held')).toEqual({
      problems: { '': { kind: 'no-such-button' } },
    });
});

test('every form is read back as a command with its values', () => {
  const read = (section: string, fields: Record<string, string | string[]>) =>
    readForm(section, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()])));
  expect(read('inbox', { tag_name: ' Texted ', default_country: 'gb', time_zone: '', do: 'save' })).toEqual({
    command: {
      do: 'save-choices',
      choices: {
        tagName: 'Texted',
        defaultCountry: 'GB',
        timeZoneAttribute: '',
        resultEvents: false,
        subscription: null,
      },
    },
  });
  expect(read('threading', { reopen_days: '366', hold_after_hours: '99' })).toEqual({
    problems: { reopen_days: { kind: 'whole-number', unit: 'day', least: 0, most: 365 } },
  });
  expect(read('replies', { bot_replies: 'always' })).toEqual({
    command: {
      do: 'save-choices',
      choices: { botReplies: 'always', outboundFirst: false, signTexts: false, numberParts: false },
    },
  });
  expect(read('prices', { currency: 'usd', price_US: '0.0083', price_DE: ' ', country: 'gb', price: '0.04' })).toEqual({
    command: {
      do: 'save-choices',
      choices: { prices: { currency: 'USD', perSegment: { US: '0.0083', GB: '0.04' } } },
    },
  });
  expect(read('prices', { do: 'read-prices', currency: 'dollars' })).toEqual({ command: { do: 'read-prices' } });
  expect(read('prices', { currency: 'USD', price_US: 'much' })).toEqual({
    problems: { price_US: { kind: 'price-form', typed: 'much' } },
  });
  expect(read('prices', { currency: 'USD', price: '1' })).toEqual({
    problems: { country: { kind: 'price-without-country' } },
  });
  const picked = { number: ['PN1', 'PN2'], label_PN1: 'Support', country_PN2: 'gb', do: 'set-webhooks' };
  expect(read('numbers', picked)).toEqual({
    command: {
      do: 'choose-numbers',
      numbers: [
        { sid: 'PN1', label: 'Support', teamId: null, country: null },
        { sid: 'PN2', label: null, teamId: null, country: 'GB' },
      ],
      services: [],
      setsWebhooks: true,
    },
  });
  expect(read('twilio', { account_sid: 'AC1', auth_token: '', region: 'IE1', do: 'save' })).toEqual({
    command: {
      do: 'connect-twilio',
      accountSid: 'AC1',
      region: 'IE1',
      authToken: null,
      nextAuthToken: null,
      apiKeySid: null,
      apiSecret: null,
    },
  });
  expect(read('constructor', {})).toEqual({ problems: { '': { kind: 'no-such-section' } } });
  expect(read('doctor', { do: 'toString' })).toEqual({ problems: { '': { kind: 'no-such-button' } } });
});

test('a finding that we can fix has a button that does', () => {
  expect(formsOf(example('several things are broken'))['/settings/doctor']).toEqual({
    fields: ['page'],
    verbs: ['set-webhooks'],
  });
});

test('a viewer gets no way to what only others can change', () => {
  const ways = (mayChange: boolean) =>
    sectionOf({ ...example('just installed, nothing is set'), mayChange }, 'doctor')
      .filter(({ tag }) => tag === 'a')
      .map(({ text }) => text.trim());
  expect(ways(true).join()).toContain('Connect Twilio');
  expect(ways(false)).toEqual(['Check again']);
});

test('a finding stands on the page it is about, and marks it', () => {
  const page = example('several things are broken');
  const at = (address: string) => readHtml(pageAt(page, address));
  const isThere = (address: string) => at(address).some(({ attributes }) => attributes['id'] === 'findings');
  expect(['twilio', 'threading', 'templates'].filter((id) => isThere(`/settings/${id}`))).toEqual(['twilio']);
  const marked = at('/settings/threading').filter(({ tag, text }) => tag === 'a' && /\d\s*\(\d/.test(text));
  expect(marked.map(({ attributes }) => attributes['href'])).toContain('/settings/twilio');
  expect(marked.map(({ attributes }) => attributes['href'])).not.toContain('/settings/threading');
});

test('a check without anything to see yet is not called fine', () => {
  const untried: Finding = {
    severity: 'fine',
    isUntried: true,
    found: { check: 'topics', kind: 'nothing-yet', heard: [] },
    fix: null,
  };
  const [row] = sectionOf({ ...green, findings: [untried] }, 'doctor').filter(({ tag }) => tag === 'li');
  expect(row?.text.trim()).toMatch(/^Not yet\s*No webhooks received yet/);
});

test('broken findings come first, and fine ones are folded away', () => {
  const titles = sectionOf(example('several things are broken'), 'doctor').filter(({ tag }) => tag === 'li');
  expect(titles.map(({ text }) => /^[A-Z][a-z]+(?=[A-Z\d])/.exec(text.trim())?.[0])).toEqual([
    'Broken',
    'Broken',
    'Warning',
    'Warning',
    'Fine',
  ]);
  expect(titles.map((one) => isWithin(one, ({ tag }) => tag === 'details'))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('a viewer gets facts, the reason, and no form but sign-out', () => {
  const page = { ...example('a viewer looks'), steps: example('the test text is next').steps };
  const elements = elementsOf(page);
  const forms = elements.filter(({ tag, attributes }) => tag === 'form' && attributes['role'] !== 'search');
  expect([...new Set(forms.map(({ attributes }) => attributes['action']))]).toEqual(['/sign-out']);
  for (const main of elements.filter(({ tag }) => tag === 'main'))
    expect(main.text).toContain('your role here is Viewer. Ask Dana Fox for another role.');
});

test('settings named by the environment are shown without a form', () => {
  const forms = formsOf(example('the environment names twilio'));
  expect(Object.keys(forms)).not.toContain('/settings/twilio');
  expect(Object.keys(forms)).not.toContain('/settings/numbers');
  expect(sectionOf(example('the environment names twilio'), 'twilio')[0]?.text).toContain(
    'Set by the server (TWILIO_… variables).',
  );
});

test('typed values win over stored ones, and each problem describes its field', () => {
  const page = example('forms with problems keep what was typed');
  const elements = readHtml(pageAt(page, '/settings/prices'));
  const [currency] = named(page, 'currency');
  expect(currency?.attributes).toMatchObject({ value: 'dollars', 'aria-invalid': 'true' });
  const described = elements.find(({ attributes }) => attributes['id'] === currency?.attributes['aria-describedby']);
  expect(described?.text).toBe('Three letters, for example USD.');
  expect(named(page, 'price_US')[0]?.attributes).toMatchObject({ value: 'much', 'aria-invalid': 'true' });
  expect(named(page, 'price')[0]?.attributes).toMatchObject({ value: '0.1' });
});

test('a typed value stands in its own form alone', () => {
  const page: Example = {
    ...green,
    flash: { form: 'twilio', kind: 'problem', words: 'Not saved.' },
    typed: { do: 'use-subaccount', subaccount: 'AC7', region: 'IE1', to: 'soon' },
    problems: { subaccount: 'There is no such account.', to: 'This is no number.' },
  };
  const invalid = elementsOf(page).filter(({ attributes }) => attributes['aria-invalid'] === 'true');
  expect(invalid.map(({ attributes }) => attributes['id'])).toEqual(['subaccount-subaccount']);
  expect(named(page, 'to').map(({ attributes }) => attributes['value'])).toEqual(['']);
});

test('the template that was sent has the typed values', () => {
  const page = example('a new template had a problem');
  expect(named(page, 'name').map(({ attributes }) => attributes['value'])).toEqual([
    'Order shipped',
    'Call back',
    'Order shipped',
  ]);
  expect(named(page, 'name').map(({ attributes }) => attributes['aria-invalid'])).toEqual([
    undefined,
    undefined,
    'true',
  ]);
});

test('boxes stay ticked or unticked as they were sent', () => {
  const listed = example('numbers of every kind').numbers.listed;
  const page: Example = {
    ...example('numbers of every kind'),
    flash: { form: 'numbers', kind: 'problem', words: 'Not saved.' },
    typed: { number: 'PN03,PN06' },
    problems: { number: 'Choose at least one that can text.' },
  };
  const ticked = named(page, 'number').filter(
    ({ attributes }) => 'checked' in attributes && attributes['type'] === 'checkbox',
  );
  expect(ticked.map(({ attributes }) => attributes['value'])).toEqual(['PN03', 'PN06']);
  const stored = named({ ...page, flash: null }, 'number').filter(({ attributes }) => 'checked' in attributes);
  expect(stored).toHaveLength(listed.filter(({ isChosen }) => isChosen).length);
});

test('a secret that was typed does not come back', () => {
  const typed = { account_sid: 'AC1', auth_token: 'secret-1', next_auth_token: 'secret-2', api_secret: 'secret-3' };
  const flash = { form: 'twilio', kind: 'problem', words: 'Not saved.' } as const;
  const html = pageAt({ ...green, flash, typed, problems: { auth_token: 'No.' } }, '/settings/twilio');
  expect(html).not.toContain('secret-');
  expect(html).toContain('set, ends in 1a2b');
});

test.each([
  ['done', 'status'],
  ['problem', 'alert'],
] as const)('a flash that is %s is told in its section as %s', (kind, role) => {
  const page: Example = { ...green, flash: { form: 'prices', kind, words: 'What came of it.' } };
  const told = elementsOf(page).filter(({ attributes }) => 'data-notice' in attributes);
  expect(told.map(({ attributes, text }) => [attributes['role'], text.trim()])).toEqual([[role, 'What came of it.']]);
});

test('the next step has its way, and those behind it wait', () => {
  const links = sectionOf(example('just installed, nothing is set'), 'set-up').filter(({ tag }) => tag === 'a');
  expect(links.map(({ attributes }) => attributes['href'])).toEqual(['/settings/twilio']);
});

test('a conflict says what was done before it, and names the service', () => {
  const conflict: SaveConflict = {
    by: { name: null, isSelf: false, isService: true, at: green.readAt },
    changes: [],
    done: [{ kind: 'webhooks-put-back', names: [{ number: '+14155550100' }, { service: 'Care' }] }],
  };
  const flash = { form: 'numbers', kind: 'problem', words: '', conflict } as const;
  const page = pageAt({ ...green, flash }, '/settings/numbers');
  expect(page).toContain('The webhook of (415) 555-0100 and Care was put back already.');
  expect(page).toContain('Threadwire changed this');
});
