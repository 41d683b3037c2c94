// Two workspaces on one service, each set up by its own admin and with something of everything: the one that is asked for, and a stranger to it.
import { Readable } from 'node:stream';
import { scopes } from '../../src/domain/api-keys.ts';
import { cleanRecord } from '../../src/domain/customers/clean-record.ts';
import type { Rule } from '../../src/domain/rules/rule.ts';
import { Secret } from '../../src/lib/sealed.ts';
import { within } from '../../src/services/context.ts';
import { secretText } from '../../src/services/webhooks/call-endpoint.ts';
import { makeApiKey } from '../../src/services/workspaces/api-keys.ts';
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import { Admin, Customer } from '../../src/simulator/people.ts';
import { magicNumberFor } from '../../src/simulator/twilio/fares.ts';
import type { World } from '../../src/simulator/world.ts';
import { insertChange, insertConflict } from '../../src/store/customers/changes.ts';
import { keepCompany } from '../../src/store/customers/companies.ts';
import { keepRecords } from '../../src/store/customers/customers.ts';
import { beginRun } from '../../src/store/customers/runs.ts';
import { recordMissedTopics } from '../../src/store/evidence/missed-topics.ts';
import { addFiles, updateFiles } from '../../src/store/media/files.ts';
import { claimOptOutWords } from '../../src/store/texts/automatic-texts.ts';
import { insertRuns } from '../../src/store/texts/rule-runs.ts';
import { insertRule } from '../../src/store/texts/rules.ts';
import { listTemplates } from '../../src/store/texts/templates.ts';
import { indexWords } from '../../src/store/texts/text-words.ts';
import { takeSecond } from '../../src/store/texts/told-events.ts';
import { keepAnswer, takeKey } from '../../src/store/workspaces/api-answers.ts';
import { addApiCalls } from '../../src/store/workspaces/api-calls.ts';
import { insertTest } from '../../src/store/workspaces/endpoint-events.ts';
import { insertEndpoint } from '../../src/store/workspaces/endpoints.ts';
import { fromTwilio, knock, textFields } from '../support/door.ts';
import { expect } from '../support/jest-globals.ts';
import { signIn } from '../support/sign-in.ts';
import { stage } from '../support/story.ts';
import type { Visitor } from '../support/visitor.ts';

const HOUR = 3_600_000;
export const METRICS_TOKEN = 'the-token-of-the-operator';

export interface Tenant {
  name: string;
  workspace: SimulatedWorkspace;
  accountSid: string;
  authToken: string;
  /** Our number at Twilio. */
  number: string;
  numberSid: string;
  serviceSid: string;
  customers: readonly [Customer, Customer];
  /** A browser in which its owner is signed in. */
  visitor: Visitor;
  cookies: string;
  csrf: string;
  apiKey: string;
}

export interface Cast {
  world: World;
  victim: Tenant;
  stranger: Tenant;
  /** Old cookies of the victim: one from before a sign-out, one older than twelve hours. */
  ended: { signedOut: string; expired: string };
}

interface Plan {
  id: string;
  name: string;
  /** Ends what must differ: ids of the vendors, and numbers. */
  digit: number;
}

export async function twoTenants(): Promise<Cast> {
  // Each request of a test has an address of its own, so that none is one try too many.
  const { world } = await stage({ environment: { TRUSTED_PROXIES: '1', METRICS_TOKEN } });
  const victim = await openTenant(world, { id: 'harbour1', name: 'Harbour Books', digit: 6 });
  const expired = victim.cookies;
  await world.pass(12 * HOUR + 1_000);
  await comeIn(world, victim, 0);
  const signedOut = victim.visitor.cookies();
  await victim.visitor.sends('/sign-out');
  await comeIn(world, victim, 1);
  await comeIn(world, victim, 0);
  const stranger = await openTenant(world, { id: 'stranger', name: 'Strange Affairs', digit: 7 });
  for (const tenant of [victim, stranger]) await live(world, tenant);
  await bury(world, victim);
  await refuse(world, victim);
  await forbid(victim);
  await miss(world, victim);
  await world.pass(HOUR);
  // The catching up that an hour of silence began is over.
  await world.pass(HOUR / 4);
  for (const tenant of [victim, stranger]) await index(tenant, world);
  return { world, victim, stranger, ended: { signedOut, expired } };
}

/** From the install button to a number that can be texted. */
export async function openTenant(world: World, { id, name, digit }: Plan): Promise<Tenant> {
  const admins = ['Vera', 'Hugo'].map((first, index) => ({
    id: `88126700${digit}${index}`,
    name: `${first} of ${name}`,
    email: `${first}@${id}.example`,
  }));
  const teams = [{ id: `441769${digit}`, name: `Desk of ${name}`, adminIds: admins.map((admin) => admin.id) }];
  const workspace = world.intercom.addWorkspace({ id, name, admins, teams });
  const [accountSid, authToken] = [`AC${String(digit).repeat(32)}`, `the-auth-token-of-${id}`];
  const number = `+1415555011${digit}`;
  world.twilio.addAccount({ sid: accountSid, authToken, friendlyName: `Account of ${name}` });
  world.twilio.addNumber({ accountSid, phoneNumber: number });
  const numberSid = world.twilio.number(number).sid;
  const pooled = `+1415555012${digit}`;
  world.twilio.addNumber({ accountSid, phoneNumber: pooled });
  const serviceSid = world.twilio.addService({ accountSid, friendlyName: `Care of ${name}`, numbers: [pooled] });
  world.twilio.register(pooled, { status: 'VERIFIED' });
  const visitor = await signIn(world, 0, { workspace, path: '/install' });
  await visitor.sends('/settings/twilio', { account_sid: accountSid, auth_token: authToken, do: 'save' });
  const chosen = {
    number: numberSid,
    service: serviceSid,
    [`label_${numberSid}`]: `Line of ${name}`,
    do: 'set-webhooks',
  };
  await visitor.sends('/settings/numbers', chosen);
  await visitor.sends('/settings/templates', { name: `Greeting of ${name}`, body: `Ahoy from ${name}`, do: 'save' });
  const list = `number,state,reason\n+1415555023${digit},opted-in,A form of ${name}\n`;
  await visitor.uploads('/consents', { name: `People of ${name}.csv`, bytes: list });
  const key = { shared_key_id: `webhooks_sharedkey_${id}`, shared_key_secret: `the-secret-of-${id}` };
  await visitor.sends('/settings/keys', { ...key, do: 'add' });
  const apiKey = await keepApiKey(world, workspace.id);
  await keepPicture(world, workspace.id);
  await keepGreeted(world, workspace.id, `+1415555024${digit}`);
  await keepRule(world, workspace.id, `+1415555024${digit}`);
  await keepAnswered(world, workspace.id);
  await keepTold(world, workspace.id);
  await keepEndpoint(world, workspace.id);
  await keepCustomer(world, workspace.id);
  const customers = [new Customer(world, `+1415555021${digit}`), new Customer(world, `+1415555022${digit}`)] as const;
  const common = { name, workspace, accountSid, authToken, number, numberSid, serviceSid, customers, visitor, apiKey };
  return { ...common, cookies: visitor.cookies(), csrf: visitor.formToken() };
}

/** A key that opens everything of its own workspace. */
async function keepApiKey({ app }: World, workspaceId: string): Promise<string> {
  const workspace = await app.ctx.workspaces.get(workspaceId);
  const key = { name: `Key of ${workspaceId}`, scopes, expiresAt: null };
  const made = await makeApiKey(within(app.ctx, workspaceId), { workspace, adminId: null }, key);
  return made?.key ?? '';
}

/** A file of a text, and its bytes. */
async function keepPicture({ app }: World, workspaceId: string): Promise<void> {
  const { ctx } = app;
  const id = ctx.newId();
  const found = { subject: id, position: 0, direction: 'in', messageId: null, source: `ME of ${workspaceId}` } as const;
  const file = { workspaceId, id, ...found, claimedType: 'image/png', name: `Picture of ${workspaceId}` };
  await addFiles(ctx.database.within(workspaceId), [file], new Date(ctx.clock.now()));
  const bytes = Buffer.from(`The bytes of ${workspaceId}`);
  await ctx.media.write(file, Readable.from([bytes]));
  const kept = { state: 'kept', type: 'image/png', size: bytes.length, stateAt: new Date(ctx.clock.now()) } as const;
  await updateFiles(ctx.database.within(workspaceId), workspaceId, [id], kept);
}

/** A call of the API that may come again, and a busy key. The clock of the counts is the machine's. */
async function keepAnswered({ app: { ctx } }: World, workspaceId: string): Promise<void> {
  const caller = { workspaceId, keyId: ctx.newId() };
  await addApiCalls(ctx.database.within(workspaceId), caller, 1, (400 * 24 * HOUR) / 1000);
  const asked = { workspaceId, key: `order of ${workspaceId}`, bodyHash: 'hash' };
  const now = new Date(ctx.clock.now());
  await ctx.database
    .within(workspaceId)
    .transaction()
    .execute(async (trx) => {
      await takeKey(trx, asked, { now, expiresAt: new Date(now.getTime() + 30 * 86_400_000) });
      await keepAnswer(trx, asked, { status: 'refused', reason: 'no-phone', textId: null });
    });
}

/** An event of a text at Intercom. */
async function keepTold({ app: { ctx } }: World, workspaceId: string): Promise<void> {
  const from = new Date(ctx.clock.now());
  const event = { workspaceId, messageId: ctx.newId(), name: 'sms-sent' };
  const told = { contactId: `contact of ${workspaceId}`, from, expiresAt: new Date(from.getTime() + 90 * 86_400_000) };
  const db = ctx.database.within(workspaceId);
  await db.transaction().execute((trx) => takeSecond(trx, event, told));
}

/** A system that is told what happens, and one thing that it was told. */
async function keepEndpoint({ app: { ctx } }: World, workspaceId: string): Promise<void> {
  const at = new Date(ctx.clock.now());
  const db = ctx.database.within(workspaceId);
  const secret = new Secret(secretText(ctx.newSecret()));
  const [id, sealed] = [ctx.newId(), ctx.sealer.seal(secret, workspaceId)];
  // It asked for no event, and no address of this machine is called, so that nothing is sent to it.
  const endpoint = {
    workspaceId,
    id,
    url: `https://127.0.0.1/hooks-of-${workspaceId}`,
    events: [],
    sealed,
    createdAt: at,
  };
  await db.transaction().execute((trx) => insertEndpoint(trx, endpoint));
  const told = { status: 'delivered', answered: 204, failure: null, at } as const;
  const expiresAt = new Date(at.getTime() + 30 * 86_400_000);
  await insertTest(db, { workspaceId, endpointId: id, id: ctx.newId() }, told, expiresAt);
}

/** A customer of the workspace's own system, with everything that the sync keeps. */
async function keepCustomer({ app: { ctx } }: World, workspaceId: string): Promise<void> {
  const externalId = `customer of ${workspaceId}`;
  const { record } = cleanRecord(externalId, { name: externalId }, null);
  const at = new Date(ctx.clock.now() + 30 * 86_400_000);
  const runId = ctx.newId();
  await ctx.database
    .within(workspaceId)
    .transaction()
    .execute(async (trx) => {
      await beginRun(trx, { workspaceId, id: runId, kind: 'file', name: `${workspaceId}.csv` }, at);
      await keepRecords(trx, { workspaceId, runId }, [{ record, hash: 'hash' }], at);
      await keepCompany(trx, { workspaceId, companyId: 'c1', intercomId: 'i1', hash: '' }, at);
      const pulled = { name: externalId };
      await insertChange(trx, { workspaceId, externalId, contactId: externalId, pulled }, at);
      const conflict = { kind: 'ambiguous', otherIds: [externalId] } as const;
      await insertConflict(trx, { workspaceId, id: ctx.newId(), externalId, conflict }, at);
    });
}

/** A rule that runs, and what it heard of. */
async function keepRule({ app: { ctx } }: World, workspaceId: string, onceKey: string): Promise<void> {
  const at = new Date(ctx.clock.now());
  const db = ctx.database.within(workspaceId);
  const [template] = await listTemplates(db, workspaceId);
  const rule: Rule & { workspaceId: string } = {
    ...{ workspaceId, id: ctx.newId(), kind: 'tagged', tag: `Tag of ${workspaceId}`, delayMinutes: 0, sender: null },
    ...{ templateId: template?.id ?? ctx.newId(), purpose: 'transactional', hourlyCap: 100, contactDays: 30 },
    ...{ runningSince: at, createdAt: at },
  };
  const heard = {
    workspaceId,
    kind: 'tagged',
    tag: rule.tag,
    onceKey,
    contactId: null,
    conversationId: null,
    at,
  } as const;
  await db.transaction().execute(async (trx) => {
    await insertRule(trx, rule);
    await insertRuns(trx, heard, at);
  });
}

/** Somebody whom the workspace has told how to opt out. */
async function keepGreeted({ app: { ctx } }: World, workspaceId: string, person: string): Promise<void> {
  const at = new Date(ctx.clock.now());
  const db = ctx.database.within(workspaceId);
  await db.transaction().execute((trx) => claimOptOutWords(trx, { workspaceId, person }, ctx.newId(), at));
}

async function comeIn(world: World, tenant: Tenant, admin: number): Promise<void> {
  const { workspace } = tenant;
  const visitor = await signIn(world, admin, { workspace });
  visitor.says(`${workspace.admins[admin]?.name}`);
  if (admin === 0) Object.assign(tenant, { visitor, cookies: visitor.cookies(), csrf: visitor.formToken() });
}

/** Texts both ways, one that fails, one that waits, and one customer who wants none. */
async function live(world: World, tenant: Tenant): Promise<void> {
  const { workspace, customers, number: to } = tenant;
  const { name } = workspace.admins[0] ?? {};
  const [first, second] = customers;
  first.texts(`A question for ${name}`, { to });
  await world.settle();
  const [conversation] = workspace.conversations();
  const adminId = workspace.admins[0]?.id ?? '';
  workspace.reply(conversation?.id ?? '', { html: `<p>An answer of ${name}</p>`, adminId });
  await world.settle();
  const panel = await new Admin({ ...world, workspace }, adminId).opensPanel({ in: conversation?.id ?? '' });
  await panel.clicks(/^Write a text/);
  await panel.types('Text', `Later words of ${name}`).clicks('Send later');
  await panel.types('Another time', 'Jan 28, 2026 at 9:00AM').sends('schedule-typed');
  await panel.clicks('Schedule');
  expect(panel.reads().join('\n')).toContain('✅ Scheduled');
  new Customer(world, magicNumberFor(30034)).texts(`A landline asks ${name}`, { to });
  await world.settle();
  workspace.reply(workspace.conversations()[1]?.id ?? '', { html: `<p>What fails for ${name}</p>` });
  // Only the victim has a third conversation: ids of conversations are alike in all workspaces.
  if (workspace.id === 'harbour1') second.texts(`Another question for ${name}`, { to });
  await world.settle();
  if (workspace.id === 'harbour1') second.texts('STOP', { to });
  await world.pass(2 * 60_000);
  // The doctor's findings of both hold the same pages of Twilio's.
  await tenant.visitor.goes('/');
}

/** The words of all texts, new ones too. */
async function index({ workspace: { id } }: Tenant, { app }: World): Promise<void> {
  const later = new Date(Date.now() + HOUR);
  await app.ctx.database.owner
    .transaction()
    .execute((trx) => indexWords(trx, id, { before: later, atMost: 1_000, isFirst: true }));
}

/** Something that Intercom's permissions keep from it. */
async function forbid({ workspace, visitor }: Tenant): Promise<void> {
  workspace.withdrawPermission('Read admins');
  await visitor.goes('/');
  visitor.says(/permission/i);
}

/** A reply that no webhook told of. */
async function miss({ app }: World, { workspace: { id } }: Tenant): Promise<void> {
  const at = new Date(app.ctx.clock.now());
  await app.ctx.database
    .within(id)
    .transaction()
    .execute((trx) => recordMissedTopics(trx, id, ['conversation.admin.replied'], at));
}

/** A text that Intercom refused for good. */
async function bury(world: World, { customers, number }: Tenant): Promise<void> {
  world.intercom.faults.add({ method: 'POST', path: /\/reply$/, kind: 'status', status: 422, times: 1 });
  customers[0].texts('These words are buried', { to: number });
  await world.settle();
}

/** Something to be counted among its refused requests, and kept to be tried again. */
async function refuse(world: World, { workspace, accountSid }: Tenant): Promise<void> {
  const path = `/webhooks/twilio/${workspace.id}/messages`;
  const request = fromTwilio(world.serviceUrl, path, textFields(9, { AccountSid: accountSid }), 'a token of before');
  expect((await knock(world.serviceUrl, request)).status).toBe(401);
  await world.settle();
}
