// Every route, crossed with every credential of another workspace: none shows, changes or spends anything.
import { readableNumber } from '../../src/domain/numbers/phone-number.ts';
import { createRouter, type Doors } from '../../src/http/server.ts';
import { type Holding, leaves, listHoldings, listTenantTables } from '../support/database/stored.ts';
import { knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages } from '../support/story.ts';
import { type Attempt, type Credential, credentials, fromElsewhere } from './credentials.ts';
import { buttons, buttonsOfProduct } from './form-attempts.ts';
import { type Row, rows } from './routes.ts';
import { type Cast, type Tenant, twoTenants } from './tenants.ts';

closeStages();

/** A stranger's attempts leave rows here: counts of refused requests, and those that may yet prove genuine. */
const kept = new Set(['refusals', 'quarantine']);

const isVictims = (cast: Cast) => (one: Holding) => one.workspaceId === cast.victim.workspace.id;

/** All data of others than the stranger, here and at the vendors. */
async function everythingElse(cast: Cast): Promise<unknown> {
  const { world, victim, stranger } = cast;
  const holdings = await listHoldings(world.app.ctx.database.owner);
  const account = world.twilio.account(victim.accountSid);
  const service = world.twilio.service(victim.serviceSid);
  return {
    here: holdings.filter(({ table, workspaceId }) => !kept.has(table) && workspaceId !== stranger.workspace.id),
    conversations: victim.workspace.conversations().map(({ id }) => victim.workspace.parts(id)),
    contacts: structuredClone(victim.workspace.contacts()),
    texts: structuredClone(account.messages()),
    numbers: structuredClone(account.numbers()),
    service: { ...service, pool: [...service.pool] },
  };
}

/** Every word that only the victim's rows hold, also as a page would spell it. */
async function wordsOfVictim(cast: Cast): Promise<Set<string>> {
  const holdings = await listHoldings(cast.world.app.ctx.database.owner);
  const [own, others] = [true, false].map((wanted) =>
    holdings.filter((one) => isVictims(cast)(one) === wanted).flatMap(({ row }) => leaves(row)),
  );
  const { authToken, apiKey, name, numberSid } = cast.victim;
  const known = new Set(others);
  const words = [...(own ?? []), authToken, apiKey, name, numberSid];
  const isTelling = (word: string) => !/^([a-z._-]+|.{0,5}|\d{4}-\d\d-\d\dT.*)$/s.test(word);
  return new Set(everySpelling(words.filter((word) => !known.has(word) && isTelling(word))));
}

/** With the numbers in them as people read them. */
function everySpelling(words: string[]): string[] {
  return [...words, ...words.flatMap((word) => word.match(/\+1\d{10}\b/g) ?? []).map(readableNumber)];
}

/** The faults in the answers of a route. */
async function faultsAt(cast: Cast, route: string, row: Row, words: ReadonlySet<string>): Promise<string[]> {
  const faults: string[] = [];
  const before = await everythingElse(cast);
  const attempts: Attempt[] = [];
  for (const [what, carry] of Object.entries(credentials)) {
    const request = await carry(cast, row.request(cast));
    attempts.push({ what, request, status: row.except?.[what as Credential] ?? row.status });
  }
  for (const attempt of [...attempts, ...((await row.attempts?.(cast)) ?? [])]) {
    const { what, request, status, isGiven } = attempt;
    const answer = await knock(cast.world.serviceUrl, fromElsewhere(request));
    if (answer.status !== status) faults.push(`${route} with ${what}: ${answer.status} rather than ${status}`);
    const said = `${answer.text} ${JSON.stringify(answer.headers)}`;
    const sent = everySpelling([decodeURIComponent(`${request.path} ${request.body}`.replaceAll('+', '%2B'))]).join();
    const shown = [...words].filter((word) => said.includes(word) && !sent.includes(word));
    if (shown.length > 0 && !isGiven) faults.push(`${route} with ${what} shows ${shown.join(', ')}`);
  }
  await cast.world.settle();
  if (!Object.is(JSON.stringify(await everythingElse(cast)), JSON.stringify(before))) {
    faults.push(`${route} changes what is not the stranger’s`);
    expect(await everythingElse(cast)).toEqual(before);
  }
  return faults;
}

describe('the table of routes', () => {
  test('has every route there is, and no other', () => {
    const { stack } = createRouter({ metricsAt: { ownPort: false, token: undefined } } as Doors);
    const routes = stack.map(({ methods, path }) => {
      const named = methods.filter((method) => method !== 'HEAD' || methods.length === 1);
      return `${named.join()} ${path}`;
    });
    expect(Object.keys(rows).sort()).toEqual(routes.sort());
  });

  test('has a row for every button of the settings', () => {
    expect(Object.keys(buttons).sort()).toEqual([...buttonsOfProduct()].sort());
  });
});

describe('another workspace’s data', () => {
  test('opens nothing, at any route', async () => {
    const cast = await twoTenants();
    const { world, victim } = cast;
    const { owner: db } = world.app.ctx.database;
    const owned = new Set((await listHoldings(db)).filter(isVictims(cast)).map(({ table }) => table));
    expect((await listTenantTables(db)).filter((table) => !owned.has(table))).toEqual([]);
    const words = await wordsOfVictim(cast);
    expect([...words]).toEqual(expect.arrayContaining(telltales(victim)));
    const faults: string[] = [];
    for (const [route, row] of Object.entries(rows)) faults.push(...(await faultsAt(cast, route, row, words)));
    expect(faults).toEqual([]);
    await goesOn(victim);
  }, 120_000);
});

function telltales({ name, workspace, customers, number }: Tenant): string[] {
  const [conversation] = workspace.conversations();
  const admins = workspace.admins.map(({ id }) => id);
  const contact = conversation?.contactIds[0] ?? '';
  return [workspace.id, name, customers[0].number, number, contact, ...admins];
}

/** Its own credentials open every route that refused others'; forged requests that were kept are not believed later. */
async function goesOn({ visitor }: Tenant): Promise<void> {
  await visitor.goes('/');
  await visitor.sends('/settings/pause', { do: 'pause' });
  visitor.says('Paused');
  await visitor.sends('/settings/pause', { do: 'resume' });
  visitor.says('Texts go out again.');
  await visitor.goes('/');
  visitor.says('kept for a day, until you enter the right one');
  expect(visitor.words()).not.toContain('can be accepted now');
}
