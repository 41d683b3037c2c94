// The keys are rotated while the service runs: every secret is sealed with the newest key.
import type { KyselyPlugin } from 'kysely';
import { Sealer, type SealingKey, Secret } from '../../src/lib/sealed.ts';
import { rotateKeys } from '../../src/services/operations/rotate-keys.ts';
import { type Db, openDatabase } from '../../src/store/database/database.ts';
import { insertQuarantined } from '../../src/store/evidence/quarantine.ts';
import { insertEndpoint } from '../../src/store/workspaces/endpoints.ts';
import { findSecret, type SecretRow } from '../../src/store/workspaces/secrets.ts';
import { putSharedKey } from '../../src/store/workspaces/shared-keys.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { afterEach, describe, expect, test } from '../support/jest-globals.ts';
import {
  afterwards,
  databaseVariables,
  ready,
  runCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { typeCommand } from '../support/process/typed-command.ts';
import { until } from '../support/until.ts';
import { environmentFor, saidIn, startVendors } from '../support/vendors.ts';

stopServices();

const [first, second, lost] = ['k1', 'k2', 'k3'].map((id, index) => ({ id, key: Buffer.alloc(32, index + 1) })) as [
  SealingKey,
  SealingKey,
  SealingKey,
];
const before = new Sealer([first]);
const after = new Sealer([second, first]);

type Secrets = Partial<Record<Exclude<SecretRow['kind'], 'shared key' | 'refused request' | 'endpoint'>, string>>;

async function addWorkspace(db: Db, id: string, secrets: Secrets): Promise<void> {
  const now = new Date();
  const nothing = { twilio_account_sid: null, twilio_auth_token: null, intercom_token: null };
  const said = { id, name: id, region: 'US', timezone: 'UTC', source: 'install', acting_admin_id: '1', settings: '{}' };
  await db
    .insertInto('workspaces')
    .values({ ...nothing, ...said, created_at: now, updated_at: now, ...secrets })
    .execute();
}

const seal = (sealer: Sealer, owner: string, words: string) => sealer.seal(new Secret(words), owner);

async function openNewest(db: Db, place: SecretRow): Promise<string | undefined> {
  return new Sealer([second]).tryOpen((await findSecret(db, place)) ?? '', place.workspaceId)?.reveal();
}

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function fresh(): Promise<Db> {
  const database = await freshDatabase();
  opened.push(() => database.close());
  return database.owner;
}

/** Does `change` once, right after the first reading. */
function meanwhile(change: () => Promise<unknown>): KyselyPlugin {
  let isDone = false;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (!isDone) {
        isDone = true;
        await change();
      }
      return result;
    },
  };
}

describe('sealing anew', () => {
  test('every workspace’s secrets get the newest key, once', async () => {
    const db = await fresh();
    const columns = ['intercom_token', 'twilio_auth_token', 'twilio_next_auth_token', 'twilio_api_secret'] as const;
    const four = Object.fromEntries(columns.map((column) => [column, seal(before, 'w1', `the ${column}`)]));
    await addWorkspace(db, 'w1', four);
    for (let index = 0; index < 450; index += 1)
      await addWorkspace(db, `x${index}`, { intercom_token: seal(before, `x${index}`, String(index)) });
    await addWorkspace(db, 'y', { intercom_token: seal(after, 'y', 'new already') });
    await addWorkspace(db, 'z', {});

    const id = '01900000-0000-7000-8000-000000000001';
    const refused = { workspaceId: 'w1', id, sealed: seal(before, 'w1', 'a text'), digest: 'a', at: new Date() };
    await insertQuarantined(db, refused, { since: new Date(0), most: 10 });

    const key = { id: 'webhooks_sharedkey_1', sealed: seal(before, 'w1', 'a key'), addedAt: new Date() };
    await db.transaction().execute((trx) => putSharedKey(trx, 'w1', key));

    const hook = { workspaceId: 'w1', id, url: 'https://a.example/', events: [], createdAt: new Date() };
    const sealed = seal(before, 'w1', 'a hook');
    await db.transaction().execute((trx) => insertEndpoint(trx, { ...hook, sealed }));

    expect(await rotateKeys({ db, sealer: after })).toEqual({ resealed: 457, newest: 1, unopened: [] });
    expect(await openNewest(db, { workspaceId: 'w1', kind: 'shared key', id: key.id })).toBe('a key');
    expect(await openNewest(db, { workspaceId: 'w1', kind: 'refused request', id })).toBe('a text');
    expect(await openNewest(db, { workspaceId: 'w1', kind: 'endpoint', id })).toBe('a hook');
    for (const column of columns)
      expect(await openNewest(db, { workspaceId: 'w1', kind: column })).toBe(`the ${column}`);
    for (const index of [0, 199, 200, 449])
      expect(await openNewest(db, { workspaceId: `x${index}`, kind: 'intercom_token' })).toBe(String(index));
    expect(await rotateKeys({ db, sealer: after })).toEqual({ resealed: 0, newest: 458, unopened: [] });
  });

  test('a secret changed meanwhile stays changed', async () => {
    const db = await fresh();
    for (const id of ['gone', 'older', 'newer'])
      await addWorkspace(db, id, { twilio_auth_token: seal(before, id, 'as it was') });
    const set = (id: string, value: string | null) =>
      db.updateTable('workspaces').set({ twilio_auth_token: value }).where('id', '=', id).execute();
    const change = meanwhile(async () => {
      await set('gone', null);
      await set('older', seal(before, 'older', 'changed'));
      await set('newer', seal(after, 'newer', 'changed'));
    });

    const rotation = await rotateKeys({ db: db.withPlugin(change), sealer: after });
    expect(rotation).toEqual({ resealed: 1, newest: 1, unopened: [] });
    expect(await findSecret(db, { workspaceId: 'gone', kind: 'twilio_auth_token' })).toBeNull();
    for (const workspaceId of ['older', 'newer'])
      expect(await openNewest(db, { workspaceId, kind: 'twilio_auth_token' })).toBe('changed');
  });

  test('beside a running service loses no text; the older key can go', async () => {
    const vendors = await startVendors();
    const variables = await databaseVariables('by URL');
    const keys = (...some: SealingKey[]) => some.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
    const env = { ...(await environmentFor(vendors)), ...variables, ENCRYPTION_KEYS: keys(second, first) };
    const service = await ready(startService(env));
    vendors.connect(service.url);
    const account = { sid: `AC${'2'.repeat(32)}`, authToken: 'the-auth-token-of-the-second' };
    vendors.twilio.addAccount(account);
    vendors.twilio.addNumber({ accountSid: account.sid, phoneNumber: '+14155550109' });
    vendors.twilio.setSmsUrl('+14155550109', `${service.url}/webhooks/twilio/w2/messages#rc=5&rp=5xx,ct,rt`);
    const workspace = vendors.intercom.addWorkspace({ id: 'w2', name: 'Second Company', token: 'the-token-of-w2' });
    const place = { url: variables.DATABASE_URL, dataDir: '', poolSize: 2 };
    const database = await openDatabase({ ...place, onError: () => {} });
    afterwards(() => database.close());
    const sealed = (words: string) => seal(before, 'w2', words);
    const tokens = { intercom_token: sealed('the-token-of-w2'), twilio_auth_token: sealed(account.authToken) };
    await addWorkspace(database.owner, 'w2', { ...tokens });
    const ofAccount = { twilio_account_sid: account.sid, acting_admin_id: workspace.admins[0]?.id ?? '' };
    await database.owner.updateTable('workspaces').set(ofAccount).where('id', '=', 'w2').execute();
    const said = () => saidIn(workspace);
    const texts = (body: string) => vendors.twilio.text({ from: '+14155550177', to: '+14155550109', body });

    texts('Before');
    await until('a text is threaded before', () => said().includes('Before'));
    const rotating = runCommand('rotate-keys', env);
    const meanwhile = Array.from({ length: 10 }, (_, index) => `Meanwhile ${index}`);
    for (const body of meanwhile) texts(body);
    expect(await rotating).toMatchObject({ code: 0, output: expect.stringMatching(/^Re-sealed 2 with key k2; /) });
    texts('After');
    const all = ['Before', ...meanwhile, 'After'];
    await until('every text is threaded', () => all.every((body) => said().includes(body)));

    service.kill('SIGTERM');
    await service.exited;
    const next = await ready(startService({ ...env, ENCRYPTION_KEYS: keys(second) }));
    texts('With the newer key alone');
    await until('a text is threaded with the newer key alone', () => said().includes('With the newer key alone'));
    expect(said().filter((body) => all.includes(body))).toHaveLength(all.length);
    expect(next.output()).not.toContain('cannot be opened');
  }, 90_000);

  test('npm run rotate-keys prints its work and names unopened secrets', async () => {
    const variables = await databaseVariables('by URL');
    const withDatabase = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
      const place = { url: variables.DATABASE_URL, dataDir: variables.DATA_DIR ?? '', poolSize: 2 };
      const database = await openDatabase({ ...place, onError: () => {} });
      return work(database.owner).finally(() => database.close());
    };
    const foreign = seal(new Sealer([lost]), 'w2', 'lost');
    // Under a name that is known, and yet another key.
    const reused = seal(new Sealer([{ ...lost, id: 'k2' }]), 'w2', 'lost too');
    await withDatabase(async (db) => {
      await addWorkspace(db, 'w1', { intercom_token: seal(before, 'w1', 'token') });
      await addWorkspace(db, 'w2', { intercom_token: foreign, twilio_api_secret: reused });
    });
    const keys = [second, first].map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
    const env = { ...(await environmentFor()), ...variables, ENCRYPTION_KEYS: keys };

    expect(await runCommand('rotate-keys', env)).toEqual({
      code: 1,
      output: 'Re-sealed 1 with key k2; 0 had it already.\n',
      errors:
        'No key opens the intercom_token of workspace w2, so Threadwire left it as it was.\n' +
        'No key opens the twilio_api_secret of workspace w2, so Threadwire left it as it was.\n',
    });
    await withDatabase(async (db) => {
      expect(await openNewest(db, { workspaceId: 'w1', kind: 'intercom_token' })).toBe('token');
      expect(await findSecret(db, { workspaceId: 'w2', kind: 'intercom_token' })).toBe(foreign);
      await db.deleteFrom('workspaces').where('id', '=', 'w2').execute();
    });
    expect(await typeCommand('rotate-keys', env)).toEqual({
      code: 0,
      output: 'Re-sealed 0 with key k2; 1 had it already.\n',
      errors: '',
    });
  });
});
