// Verbs of threadwire intercom for contacts, companies, agents, tags and notes, typed as people type them.
import {
  conversation,
  desk,
  INES,
  ids,
  json,
  lead,
  list,
  TEAM,
  THEO,
  user,
  withDesk,
} from '../../support/intercom-verbs.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

describe('contacts', () => {
  test('are made, found by every name, changed and listed', async () => {
    const maya = await user(
      'maya',
      '--email',
      'maya@example.com',
      '--phone',
      '+14155550101',
      '--attribute',
      'plan=pro',
    );
    expect(await json('contacts', 'find', maya.id)).toMatchObject({ role: 'user', custom_attributes: { plan: 'pro' } });
    expect((await json('contacts', 'find-by-external-id', 'own-maya')).id).toBe(maya.id);
    expect((await json('contacts', 'find-by-email', 'maya@example.com')).id).toBe(maya.id);
    const twin = await lead('twin', '--email', 'maya@example.com');
    expect((await ids('contacts', 'list-by-email', 'maya@example.com')).sort()).toEqual([maya.id, twin.id].sort());
    expect(await json('contacts', 'update', maya.id, '--name', 'Maya L.')).toMatchObject({ name: 'Maya L.' });
    expect(await json('contacts', 'set-attributes', maya.id, '--attribute', 'plan="7"')).toMatchObject({
      custom_attributes: { plan: '7' },
    });
    expect(await ids('contacts', 'list')).toEqual(expect.arrayContaining([maya.id, twin.id]));
  });

  test('are searched with conditions, an order and a limit', async () => {
    for (const name of ['ann', 'bob', 'cleo']) await lead(`search-${name}`, '--phone', '+14155550199');
    const where = ['--where', 'name ^ search-', '--where', 'role = lead'];
    const sorted = await list('contacts', 'search', ...where, '--sort', 'name', '--order', 'descending');
    expect(sorted.map(({ name }) => name)).toEqual(['search-cleo', 'search-bob', 'search-ann']);
    const few = await desk.run(['contacts', 'search', ...where, '--limit', '2', '--ndjson']);
    expect(few.output.split('\n')).toHaveLength(2);
    expect(few.notes).toMatch(/^2 lines\. There are more: --all/);
    const any = await list('contacts', 'search', '--any', '--where', 'name = search-ann', '--where', 'name=search-bob');
    expect(any).toHaveLength(2);
    const query = '{"field":"name","operator":"IN","value":["search-cleo"]}';
    expect(await ids('contacts', 'search', '--query', query)).toHaveLength(1);
  });

  test('count up and down', async () => {
    const { id } = await user('counter');
    await json('contacts', 'increment', id, 'logins');
    await json('contacts', 'increment', id, 'logins', '--by', '5');
    const after = await json('contacts', 'decrement', id, 'logins', '--by', '2');
    expect(after).toMatchObject({ custom_attributes: { logins: 4 } });
  });

  test('are put away, taken back and deleted', async () => {
    const { id } = await user('gone');
    await json('contacts', 'archive', id);
    expect((await desk.run(['contacts', 'find', id])).code).toBe(4);
    await json('contacts', 'unarchive', id);
    expect((await json('contacts', 'find', id)).id).toBe(id);
    await json('contacts', 'delete', id, '--yes');
    expect(await ids('contacts', 'list', '--all')).not.toContain(id);
    const bad = await lead('bad');
    await json('contacts', 'block', bad.id, '--yes');
    const refused = await desk.run(['messages', 'from-contact', '--contact', bad.id, '--body', 'Hi']);
    expect(refused).toMatchObject({ code: 5, notes: expect.stringMatching(/^The contact is blocked/) });
  });

  test('are merged and converted, and answer as the one they became', async () => {
    const whole = await user('whole');
    const part = await lead('part');
    expect((await desk.run(['contacts', 'merge', part.id, whole.id, '--yes'])).code).toBe(5);
    await json('contacts', 'merge', part.id, whole.id, '--even-if-different', '--yes');
    expect((await json('contacts', 'find', part.id)).id).toBe(whole.id);
    const caller = await lead('caller', '--email', 'caller@example.com');
    const converted = await json('contacts', 'convert', caller.id, '--external-id', 'own-caller', '--yes');
    expect(converted).toMatchObject({ role: 'user', external_id: 'own-caller', email: 'caller@example.com' });
    const second = await lead('second');
    const joined = await json('contacts', 'convert', second.id, '--external-id', 'own-caller', '--yes');
    expect(joined.id).toBe(converted.id);
    desk.workspace.addVisitor('visitor-1');
    expect(await json('contacts', 'convert-visitor', 'visitor-1')).toMatchObject({ role: 'lead' });
    desk.workspace.addVisitor('visitor-2');
    const asUser = await json('contacts', 'convert-visitor', 'visitor-2', '--external-id', 'own-visitor');
    expect(asUser).toMatchObject({ role: 'user', external_id: 'own-visitor' });
  });
});

describe('companies', () => {
  test('are made, found by each id and name, changed and deleted', async () => {
    const acme = await json('companies', 'create', 'acme', '--name', 'Acme', '--monthly-spend', '49');
    expect((await json('companies', 'create', 'acme', '--name', 'Acme Ltd')).id).toBe(acme.id);
    expect(await json('companies', 'find', acme.id)).toMatchObject({ name: 'Acme Ltd', monthly_spend: 49 });
    expect((await json('companies', 'find-by-company-id', 'acme')).id).toBe(acme.id);
    expect((await json('companies', 'find-by-name', 'Acme Ltd')).id).toBe(acme.id);
    expect(await json('companies', 'update', acme.id, '--plan', 'Gold')).toMatchObject({ plan: { name: 'Gold' } });
    await json('companies', 'delete', acme.id, '--yes');
    desk.clock.advance(10_000);
    expect((await desk.run(['companies', 'find', acme.id])).code).toBe(4);
  });

  test('have contacts, and are listed once they do', async () => {
    const who = await user('member');
    const club = await json('companies', 'create', 'club', '--name', 'Club');
    expect(await ids('companies', 'list')).not.toContain(club.id);
    await json('companies', 'attach', club.id, who.id);
    expect(await ids('companies', 'list', '--all')).toContain(club.id);
    expect(await ids('companies', 'scroll', '--all')).toContain(club.id);
    expect(await ids('companies', 'contacts', club.id)).toEqual([who.id]);
    expect(await ids('companies', 'contacts-by-company-id', 'club')).toEqual([who.id]);
    expect(await ids('companies', 'of-contact', who.id)).toEqual([club.id]);
    await json('companies', 'detach', club.id, who.id);
    expect(await ids('companies', 'of-contact', who.id)).toEqual([]);
  });
});

test('admins and teams are listed and found', async () => {
  expect(await json('admins', 'me')).toMatchObject({ id: THEO, app: { id_code: 'desk0001' } });
  expect(await ids('admins', 'list')).toEqual([THEO, INES]);
  expect((await json('admins', 'find', INES))['name']).toBe('Ines');
  expect(await ids('teams', 'list')).toEqual([TEAM]);
  expect((await json('teams', 'find', TEAM))['name']).toBe('Support');
});

test('tags are made, renamed, put on things, taken off and deleted', async () => {
  const [ann, bob] = [await user('tagged-ann'), await user('tagged-bob')];
  const tag = await json('tags', 'create', 'vip');
  expect((await json('tags', 'create', 'VIP')).id).toBe(tag.id);
  await json('tags', 'rename', tag.id, 'very important');
  expect((await json('tags', 'find', tag.id))['name']).toBe('very important');
  expect(await ids('tags', 'list')).toContain(tag.id);
  expect(await list('tags', 'tag-contacts', tag.id, ann.id, bob.id)).toHaveLength(2);
  expect(await ids('tags', 'of-contact', ann.id)).toEqual([tag.id]);
  await list('tags', 'untag-contacts', tag.id, ann.id);
  expect(await ids('tags', 'of-contact', ann.id)).toEqual([]);

  const firm = await json('companies', 'create', 'firm', '--name', 'Firm');
  expect(await list('tags', 'tag-companies', 'very important', firm.id)).toEqual([{ id: firm.id, tagged: true }]);
  expect(await json('companies', 'find', firm.id)).toMatchObject({ tags: { tags: [{ id: tag.id }] } });
  expect(await list('tags', 'untag-companies', 'very important', firm.id)).toEqual([{ id: firm.id, tagged: false }]);

  const talk = await conversation(bob);
  await list('tags', 'tag-conversations', tag.id, talk, '--admin', THEO);
  expect(await json('conversations', 'find', talk)).toMatchObject({ tags: { tags: [{ id: tag.id }] } });
  await list('tags', 'untag-conversations', tag.id, talk, '--admin', THEO);
  await json('tags', 'delete', tag.id, '--yes');
  expect(await ids('tags', 'list')).not.toContain(tag.id);
});

test('notes are written on contacts and companies, and listed', async () => {
  const who = await user('noted', '--email', 'noted@example.com');
  const note = await json('notes', 'create', who.id, '--body', 'Likes tea', '--admin', INES);
  expect(await json('notes', 'find', note.id)).toMatchObject({ body: '<p>Likes tea</p>', author: { id: INES } });
  expect(await ids('notes', 'list', who.id)).toEqual([note.id]);
  expect(await ids('notes', 'list-by-email', 'noted@example.com')).toEqual([note.id]);
  const shop = await json('companies', 'create', 'shop', '--name', 'Shop');
  const about = await json('notes', 'create-for-company', shop.id, '--body', 'Pays late');
  expect(await ids('notes', 'list-for-company', shop.id)).toEqual([about.id]);
});

withDesk('people-verbs');
