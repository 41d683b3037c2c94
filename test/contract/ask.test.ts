// Calls to Intercom: pages that stop with their reader, failures that pass, scrolls, waits, and kinds of refusals.
import { IntercomError } from '../../src/intercom/calls/errors.ts';
import type { anything } from '../../src/intercom/resources/asking/answers.ts';
import { createIntercomResources, type IntercomResources } from '../../src/intercom/resources/resources.ts';
import type { Fault } from '../../src/simulator/stand-in/faults.ts';
import { type Desk, openDesk } from '../support/intercom-command.ts';
import { afterEach, beforeEach, describe, expect, test } from '../support/jest-globals.ts';

let desk: Desk;
let intercom: IntercomResources;

beforeEach(async () => {
  desk = await openDesk();
  intercom = createIntercomResources(desk.ask);
});

afterEach(() => desk.close());

async function take<T>(items: AsyncIterable<T>, most = Number.POSITIVE_INFINITY): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) if (taken.push(item) >= most) break;
  return taken;
}

async function failure(work: () => unknown): Promise<IntercomError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof IntercomError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

const asked = (path: RegExp, method = 'GET') => desk.traffic.count('intercom', method, path);

describe('a list of many pages', () => {
  test('gives each item once, and asks no page too early', async () => {
    desk.addPeople(120);
    const all = await take(intercom.contacts.list({}));
    expect(new Set(all.map(({ id }) => id)).size).toBe(120);
    expect(asked(/^\/contacts$/)).toBe(3);
    await take(intercom.contacts.list({}), 50);
    expect(asked(/^\/contacts$/)).toBe(4);
  });

  test.each<[string, Fault]>([
    ['fails', { path: '/contacts', kind: 'status', status: 500, times: 2 }],
    ['hangs up', { path: '/contacts', kind: 'hang-up-before', times: 2 }],
  ])('goes on where Intercom %s twice', async (_, fault) => {
    desk.addPeople(60);
    desk.intercom.faults.add(fault);
    expect(await take(intercom.contacts.list({}))).toHaveLength(60);
    expect(desk.waits).toEqual([500, 1_000]);
  });

  test('leaves the last tenth of a window to people', async () => {
    desk.addPeople(500);
    desk.intercom.rateLimit.limit = 8;
    const started = desk.clock.now();
    expect(await take(createIntercomResources(desk.askInBulk).contacts.list({}))).toHaveLength(500);
    expect(desk.clock.now() - started).toBeGreaterThanOrEqual(10_000);
    const left = desk.traffic.exchanges.filter(({ status }) => status === 429);
    expect(left).toEqual([]);
  });

  test('ends with the failure of the third try', async () => {
    desk.intercom.faults.add({ path: '/contacts', kind: 'status', status: 503 });
    expect(await failure(() => take(intercom.contacts.list({})))).toMatchObject({ kind: 'unavailable', status: 503 });
    expect(asked(/^\/contacts$/)).toBe(3);
  });
});

describe('a scroll', () => {
  async function companies(count: number): Promise<void> {
    desk.addPeople(1);
    const [member] = await take(intercom.contacts.list({}));
    for (let one = 1; one <= count; one += 1) {
      const { id } = await intercom.companies.create({ companyId: `c${one}`, name: `Company ${one}` });
      await take(intercom.companies.attach({ id, contacts: [member?.id ?? ''] }));
    }
  }

  test('begins again after a failure, and repeats nothing', async () => {
    await companies(101);
    const scrolled = intercom.companies.scroll({});
    const first = await scrolled.next();
    const names = new Set([first.value?.name]);
    desk.intercom.faults.add({ path: '/companies/scroll', kind: 'status', status: 500, times: 1 });
    let count = 1;
    for await (const { name } of scrolled) {
      names.add(name);
      count += 1;
    }
    expect([count, names.size]).toEqual([101, 101]);
    // The scroll that failed is open for a minute still.
    expect(desk.waits.length).toBeGreaterThanOrEqual(4);
  });

  test('waits for another of the workspace, which its reader ends', async () => {
    await companies(3);
    const first = intercom.companies.scroll({});
    await first.next();
    const second = take(intercom.companies.scroll({}));
    await first.return();
    expect(await second).toHaveLength(3);
  });

  test('begun by somebody else is told once waiting is over', async () => {
    await companies(1);
    const fault = { code: 'scroll_exists', message: 'scroll already exists for this workspace' };
    desk.intercom.faults.add({ path: '/companies/scroll', kind: 'status', status: 400, body: { errors: [fault] } });
    expect((await failure(() => take(intercom.companies.scroll({})))).kind).toBe('scroll-open');
  });
});

describe('a call', () => {
  test('refused unprocessed waits for the next window, three times', async () => {
    desk.addPeople(1);
    const reset = () => String(Math.floor(desk.clock.now() / 1000) + 4);
    const tooMany: Fault = { path: '/me', kind: 'status', status: 429, headers: { 'x-ratelimit-reset': reset() } };
    const stop = desk.intercom.faults.add({ ...tooMany, times: 3 });
    await intercom.admins.me({});
    expect(desk.waits).toHaveLength(3);
    stop();
    desk.intercom.faults.add(tooMany);
    expect(await failure(() => intercom.admins.me({}))).toMatchObject({ kind: 'rate-limited', status: 429 });
    expect(desk.waits).toHaveLength(6);
  });

  test('with an unknown outcome is not made again', async () => {
    desk.intercom.faults.add({ method: 'POST', path: '/tags', kind: 'hang-up-after' });
    expect((await failure(() => intercom.tags.create({ name: 'once' }))).kind).toBe('no-answer');
    expect(desk.workspace.tags()).toHaveLength(1);
    expect(asked(/^\/tags$/, 'POST')).toBe(1);
  });

  test('never leaves its path', async () => {
    await failure(() => intercom.contacts.find({ id: '../admins/1?x=/' }));
    expect(desk.traffic.exchanges.at(-1)?.path).toBe('/contacts/..%2Fadmins%2F1%3Fx%3D%2F');
  });
});

test('a figure that somebody else writes meanwhile is counted from there', async () => {
  desk.addPeople(1);
  desk.workspace.addAttribute('logins');
  const [{ id } = { id: '' }] = await take(intercom.contacts.list({}));
  let reads = 0;
  const racing = Object.assign(
    (async (operation: `GET /${string}`, given: object, read: typeof anything) => {
      const answer = await desk.ask(operation, given, read);
      reads += 1;
      if (reads === 1) desk.workspace.updateContact(id, { customAttributes: { logins: 10 } });
      return answer;
    }) as unknown as typeof desk.ask,
    { now: desk.ask.now, wait: desk.ask.wait, left: desk.ask.left, scrolls: desk.ask.scrolls, isPatient: true },
  );
  const { contacts } = createIntercomResources(racing);
  expect(await contacts.increment({ id, name: 'logins' })).toMatchObject({ custom_attributes: { logins: 11 } });
});

describe('a refusal', () => {
  const refusals: readonly (readonly [kind: string, status: number, code?: string, message?: string])[] = [
    ['token-refused', 401, 'unauthorized'],
    ['forbidden', 403, 'forbidden'],
    ['not-paid', 403, 'api_plan_restricted'],
    ['not-found', 404, 'not_found'],
    ['merged', 410, 'contact_merged'],
    ['gone', 410],
    ['duplicate', 409, 'conflict'],
    ['bad-request', 400, 'parameter_invalid'],
    ['bad-request', 422, 'unprocessable_entity'],
    ['contact-blocked', 400, 'bad_request', 'User has been blocked and is not restorable'],
    ['attribute-unknown', 400, 'parameter_invalid', "Custom attribute 'x' does not exist"],
    ['scroll-open', 400, 'scroll_exists'],
    ['server-failed', 500, 'server_error'],
    ['unavailable', 502],
    ['unavailable', 503, 'service_unavailable'],
    ['other', 418],
  ];

  test.each(refusals)('is of the kind %s for %i %s', async (kind, status, code, message) => {
    const body = code === undefined ? {} : { type: 'error.list', errors: [{ code, message: message ?? 'No.' }] };
    desk.intercom.faults.add({ path: '/tags', kind: 'status', status, body });
    const error = await failure(() => take(intercom.tags.list({})));
    expect([error.kind, error.status, error.vendorCode]).toEqual([kind, status, code ?? null]);
    expect(error.said).toBe(code === undefined ? '' : (message ?? 'No.'));
    expect(JSON.stringify({ ...error })).not.toContain(error.said === '' ? '\u0000' : error.said);
  });
});
