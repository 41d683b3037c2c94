// Two admins at once in every section: one saves, and the other hears of the change and keeps every typed word.

import type { World } from '../../../src/simulator/world.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { ACCOUNT, ACCOUNT_TOKEN, installs, NUMBER, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';
import { Visitor } from '../../support/visitor.ts';

closeStages();

const NEXT = 'the-next-auth-token-of-the-account';
const KEY = `SK${'5'.repeat(32)}`;

type Fields = Record<string, string>;

interface Section {
  name: string;
  /** The fields that each of the two sends, in a section that both opened before either saved. */
  edits: (world: World, page: Visitor) => [Fields, Fields];
  given?: (world: World, owner: Visitor) => Promise<unknown>;
  /** Typed by the second admin, and still in the form. */
  kept: string | null;
}

const sid = (world: World) => world.twilio.number(NUMBER).sid;
const templateId = (page: Visitor) =>
  page
    .forms()
    .flatMap(({ action, fields }) => (action.startsWith('/settings/templates') ? fields : []))
    .find(([name, value]) => name === 'id' && value !== '')?.[1] ?? '';

const sections: Section[] = [
  {
    name: 'twilio',
    given: async (world) => {
      world.twilio.account(ACCOUNT).startRotation(NEXT);
      world.twilio.account(ACCOUNT).addApiKey({ sid: KEY, secret: 'the-secret-of-the-key' });
    },
    edits: () => [
      { account_sid: ACCOUNT, auth_token: ACCOUNT_TOKEN, next_auth_token: NEXT, do: 'save' },
      { account_sid: ACCOUNT, api_key_sid: KEY, api_secret: 'the-secret-of-the-key', do: 'save' },
    ],
    kept: KEY,
  },
  {
    name: 'numbers',
    edits: (world) => [
      { number: sid(world), [`label_${sid(world)}`]: 'Care', do: 'save' },
      { number: sid(world), [`label_${sid(world)}`]: 'Sales', do: 'save' },
    ],
    kept: 'Sales',
  },
  {
    name: 'inbox',
    edits: () => [
      { tag_name: 'first', do: 'save' },
      { tag_name: 'second', do: 'save' },
    ],
    kept: 'second',
  },
  {
    name: 'threading',
    edits: () => [
      { reopen_days: '7', do: 'save' },
      { reopen_days: '8', do: 'save' },
    ],
    kept: '8',
  },
  {
    name: 'replies',
    edits: () => [
      { bot_replies: 'always', do: 'save' },
      { outbound_first: 'on', do: 'save' },
    ],
    kept: null,
  },
  {
    name: 'templates',
    given: (_, owner) => owner.sends('/settings/templates', { id: '', name: 'Hours', body: 'Nine', do: 'save' }),
    edits: (_, page) => [
      { id: templateId(page), name: 'Hours', body: 'Ten', do: 'save' },
      { id: templateId(page), name: 'Hours', body: 'Eleven', do: 'save' },
    ],
    kept: 'Eleven',
  },
  {
    name: 'prices',
    edits: () => [
      { currency: 'USD', price_US: '0.0083', do: 'save' },
      { currency: 'EUR', country: 'GB', price: '0.0412', do: 'save' },
    ],
    kept: '0.0412',
  },
];

/** Two admins who may change everything, at the section as it is; of the templates, at the first one. */
async function bothAt(world: World, { given, name }: Pick<Section, 'given' | 'name'>): Promise<[Visitor, Visitor]> {
  const { visitor: owner, workspace } = await secondWorkspace(world);
  await given?.(world, owner);
  const editor = await installs(world, new Visitor(), `second/${workspace.admins[1]?.id}`);
  for (const visitor of [owner, editor]) {
    await visitor.goes(`${world.serviceUrl}/settings/${name}`);
    const [, template] = /href="(\/settings\/templates\/[\w-]{36})"/.exec(visitor.page.html) ?? [];
    if (template !== undefined) await visitor.goes(template);
  }
  return [owner, editor];
}

describe.each(sections)('two admins in the section $name', (section) => {
  test('one saves, and the other hears of it and keeps typing', async () => {
    const { world } = await stage();
    const [first, second] = await bothAt(world, section);
    const [theirs, ours] = section.edits(world, second);
    await first.sends(`/settings/${section.name}`, theirs);
    expect(first.page.status).toBe(200);
    await second.sends(`/settings/${section.name}`, ours);
    expect(second.page.status).toBe(409);
    second.says('Not saved.').says('changed this');
    if (section.kept !== null) expect(second.page.html).toContain(section.kept);
    expect(second.page.html).not.toContain('the-secret-of-the-key');
  });

  test('of two at the same moment one is saved, whole', async () => {
    const { world } = await stage();
    const [first, second] = await bothAt(world, section);
    const [theirs, ours] = section.edits(world, second);
    await Promise.all([
      first.sends(`/settings/${section.name}`, theirs),
      second.sends(`/settings/${section.name}`, ours),
    ]);
    expect([first.page.status, second.page.status].sort()).toEqual([200, 409]);
    const loser = first.page.status === 409 ? first : second;
    await loser.sends(`/settings/${section.name}`, loser === first ? theirs : ours);
    expect(loser.page.status).toBe(200);
  });
});

describe('two admins at the same switch or at two things', () => {
  test('both are saved where they say the same, or concern different things', async () => {
    const { world } = await stage();
    const [first, second] = await bothAt(world, { name: 'pause' });
    await Promise.all([
      first.sends('/settings/pause', { do: 'pause' }),
      second.sends('/settings/pause', { do: 'pause' }),
    ]);
    expect([first.page.status, second.page.status]).toEqual([200, 200]);
    await Promise.all([
      first.sends('/settings/threading', { reopen_days: '7', do: 'save' }),
      second.sends('/settings/inbox', { tag_name: 'ours', do: 'save' }),
    ]);
    expect([first.page.status, second.page.status]).toEqual([200, 200]);
    await first.goes('/settings/threading');
    first.says('Sending is paused');
    expect(first.fieldsOf('/settings/threading')).toMatchObject({ reopen_days: '7' });
    await first.goes('/settings/inbox');
    expect(first.fieldsOf('/settings/inbox')).toMatchObject({ tag_name: 'ours' });
  });
});
