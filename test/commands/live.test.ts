// An operator at work beside a running service: tries it, posts recordings, sends a text, and listens meanwhile.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { tryDatabase } from '../../src/commands/try-database.ts';
import { tryIntercom, tryTwilio } from '../../src/commands/try-vendors.ts';
import { readConfig } from '../../src/config.ts';
import { AUTH_TOKEN, WORKSPACE_ID } from '../../src/simulator/world.ts';
import { openDatabase } from '../../src/store/database/database.ts';
import { preflightLine } from '../../src/words/operator/preflight.ts';
import { fromTwilio, knock, MESSAGES_PATH, textFields } from '../support/door.ts';
import { expect, jest, test } from '../support/jest-globals.ts';
import {
  afterwards,
  compiledOnce,
  databaseVariables,
  freshFolder,
  ready,
  runCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

const MAYA = '+14155550132';

stopServices();
jest.setTimeout(60_000);

/** A file with these words. */
function recording(words: string): string {
  const file = path.join(freshFolder(), 'recording');
  fs.writeFileSync(file, `${words}\n`);
  return file;
}

const aText = String(
  fromTwilio('', MESSAGES_PATH, textFields(1, { From: MAYA, To: OUR_NUMBER, Body: 'Is my order out?' })).body,
);

function listens(env: Record<string, string>) {
  const command = path.resolve('src/commands/threadwire.ts');
  const child = spawn(process.execPath, [command, 'listen'], { env: { ...compiledOnce, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  const ended = new Promise((resolve) => child.once('close', resolve));
  afterwards(async () => child.kill('SIGKILL'));
  return { output: () => output, ended, interrupt: () => child.kill('SIGINT') };
}

test('an operator tries the service, posts recordings, texts a number and listens', async () => {
  const vendors = await startVendors();
  const env = { ...(await environmentFor(vendors)), ...(await databaseVariables('by URL')) };
  const service = await ready(startService(env));
  vendors.connect(service.url);
  await until('the workspace is set up', async () => {
    const { status } = await knock(service.url, { method: 'GET', path: '/readyz' });
    return status === 200;
  });
  const listener = listens(env);
  await until('it listens', () => listener.output().includes('Listening for texts.'));
  const runs = (verb: string, ...rest: string[]) => runCommand(verb, env, rest);

  const notification = recording('{"topic":"ping","app_id":"demo1234","data":{"item":{"type":"ping"}}}');
  const panel = recording(`{"workspace_id":"${WORKSPACE_ID}","admin":{"id":"1"},"conversation":{"id":"2"}}`);
  const text = recording(aText);
  const [pinged, opened, received, tried] = await Promise.all([
    runs('receive', notification),
    runs('receive', panel),
    runs('receive', text, '--json'),
    runs('check'),
  ]);
  expect(pinged).toEqual({ code: 0, output: 'The service answered 200: {"outcome":"ignored"}\n', errors: '' });
  expect(opened).toMatchObject({ code: 0, output: expect.stringMatching(/^The service answered 200: \{"canvas":/) });
  expect(JSON.parse(received.output)).toMatchObject({ sentTo: `${service.url}${MESSAGES_PATH}`, status: 200 });
  expect([tried.code, tried.errors, tried.output.match(/^(ok|FIX) /gm)]).toEqual([0, '', Array(6).fill('ok ')]);
  await until('the text is threaded', () => vendors.workspace.conversations().length === 1);

  const elsewhere = { ...env, PUBLIC_URL: 'https://sms.example.com', INTERCOM_CLIENT_SECRET: 'another' };
  const slips = [
    [env, [`${text}.gone`], 2, /^There is no file .*\.gone\.\n$/],
    [env, [path.resolve('package.json')], 2, /is neither a webhook or canvas request of Intercom \(JSON\) nor a form/],
    [elsewhere, [notification], 2, /^PUBLIC_URL is https:\S+, which is not this machine\. Name the address to post to/],
    [elsewhere, [notification, '--to', service.url], 1, /^The service answered 401: .*X-Hub-Signature/],
    [{ DATA_DIR: freshFolder() }, [notification, '--to', service.url], 2, /INTERCOM_CLIENT_SECRET is missing/],
  ] as const;
  await Promise.all(
    slips.map(async ([variables, args, code, words]) => {
      const ended = await runCommand('receive', variables, args);
      expect([ended.code, `${ended.output}${ended.errors}`]).toEqual([code, expect.stringMatching(words)]);
    }),
  );

  const of = ['--workspace', WORKSPACE_ID, '--to', MAYA];
  const sent = await runs('texts', 'send', ...of, '--body', 'It left this morning.');
  expect([sent.code, sent.errors]).toEqual([0, '']);
  expect(sent.output).toMatch(/^Queued: the text to \(415\) 555-0132 from \(415\) 555-0100\.\nIntercom shows it in /);
  await until('it arrives', () => vendors.twilio.phone(MAYA).some(({ body }) => body === 'It left this morning.'));
  await until('its delivery is heard', () => / out {2}…0100 to …0132 {2}delivered /.test(listener.output()));

  vendors.twilio.text({ from: MAYA, to: OUR_NUMBER, body: 'STOP' });
  await until('the opt-out is heard', () => / in {3}…0132 to …0100 .* 4 characters /.test(listener.output()));
  const refused = await runs('texts', 'send', ...of, '--body', 'One more thing', '--json');
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.output)).toMatchObject({ sent: false, problem: /^Not sent\. \(415\) 555-0132 has opted / });

  listener.interrupt();
  expect(await listener.ended).toBe(0);
  expect(listener.output()).toMatch(/^\S+Z {2}demo1234 {2}in {3}…0132 to …0100 {2}\w+ {2}16 characters {2}\S+$/m);
  expect(listener.output()).not.toMatch(/5550132|5550100|order|morning|One more/);
});

test('a check names each fault with the next step', async () => {
  const vendors = await startVendors();
  const environment = { ...(await environmentFor(vendors)), TWILIO_PHONE_NUMBER: '+14155550199' };
  const told = async (changes: Record<string, string>) => {
    const config = readConfig({ ...environment, ...changes });
    const found = [...(await tryIntercom(config)), ...(await tryTwilio(config))];
    return found.map((one) => preflightLine(one).join(' '));
  };
  expect(await told({})).toEqual([
    expect.stringMatching(/^ok Intercom 127\.0\.0\.1:\d+ answers\.$/),
    'ok Intercom INTERCOM_ACCESS_TOKEN opens Example Company (demo1234).',
    'FIX Twilio The account does not have +14155550199. Correct TWILIO_PHONE_NUMBER.',
  ]);
  expect(await told({ INTERCOM_ACCESS_TOKEN: 'wrong', INTERCOM_CLIENT_ID: 'cli ent' })).toEqual([
    expect.stringMatching(/^FIX Intercom INTERCOM_CLIENT_ID has a space/),
    expect.stringMatching(/^ok/),
    expect.stringMatching(/^FIX Intercom No region of Intercom accepts INTERCOM_ACCESS_TOKEN\. Copy it again/),
    expect.stringMatching(/^FIX Twilio The account does not have/),
  ]);
  const closed = 'http://127.0.0.1:1';
  const away = { INTERCOM_API_URL: closed, TWILIO_AUTH_TOKEN: AUTH_TOKEN.toUpperCase(), INTERCOM_CLIENT_ID: 'same' };
  expect(await told({ ...away, INTERCOM_CLIENT_SECRET: 'same' })).toEqual([
    expect.stringMatching(/^FIX Intercom INTERCOM_CLIENT_ID and INTERCOM_CLIENT_SECRET are the same\./),
    expect.stringMatching(/^FIX Intercom 127\.0\.0\.1:1 does not answer \(.*\)\. Let this machine call it\.$/),
    'FIX Twilio Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN. Copy both again from the Twilio Console.',
  ]);
  expect((await told({ TWILIO_API_URL: closed })).at(-1)).toMatch(/^FIX Twilio Twilio does not answer \(.*\)\. Let/);
});

test('a check tells how far the database is, and changes nothing there', async () => {
  const told = async (databaseUrl: string | undefined, dataDir: string) => {
    const output = { note: () => {}, result: () => {} };
    return (await tryDatabase({ databaseUrl, dataDir }, output)).map((one) => preflightLine(one).join(' '));
  };
  const folder = freshFolder();
  expect(await told(undefined, folder)).toEqual([`ok Database The first start makes one in ${folder}.`]);
  expect(fs.readdirSync(folder)).toEqual([]);
  const { DATABASE_URL } = await databaseVariables('by URL');
  const database = await openDatabase({ url: DATABASE_URL, dataDir: folder, poolSize: 1, onError: () => {} });
  afterwards(() => database.close());
  expect(await told(DATABASE_URL, folder)).toEqual([
    expect.stringMatching(/^ok Database PostgreSQL \d+\S* answers\. Its tables are up to date\.$/),
  ]);
  await sql`DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)`.execute(database.owner);
  for (let times = 0; times < 2; times += 1)
    expect(await told(DATABASE_URL, folder)).toEqual([expect.stringMatching(/up to date \(1 migration\)\.$/)]);
  await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('29991231T0000-later', '')`.execute(database.owner);
  expect(await told(DATABASE_URL, folder)).toEqual([
    'FIX Database A newer Threadwire has changed its tables. Start that version, or restore a backup from before.',
  ]);
  const other = new URL(DATABASE_URL ?? '');
  other.pathname = '/nowhere';
  expect(await told(other.href, folder)).toEqual([
    expect.stringMatching(/^FIX Database PostgreSQL does not let us in \(database "nowhere" does not exist\)\. Start/),
  ]);
  expect(await told('postgres://nobody@127.0.0.1:1/nowhere', folder)).toEqual([
    expect.stringMatching(/^FIX Database PostgreSQL does not let us in \(.*1\)\. Start it, or correct DATABASE_URL\.$/),
  ]);
});
