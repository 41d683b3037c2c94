// An operator reads and changes things from the command line, beside a service that runs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { knock } from '../support/door.ts';
import { describe, expect, jest, test } from '../support/jest-globals.ts';
import {
  databaseVariables,
  ready,
  runCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { typeCommand } from '../support/process/typed-command.ts';
import { until } from '../support/until.ts';
import { environmentFor, OUR_NUMBER, startVendors } from '../support/vendors.ts';

const MAYA = '+14155550132';

stopServices();
jest.setTimeout(90_000);

describe('beside a service that runs', () => {
  test('an operator lists workspaces and texts, and changes a setting', async () => {
    const vendors = await startVendors();
    const env = { ...(await environmentFor(vendors)), ...(await databaseVariables('by URL')) };
    const service = await ready(startService(env));
    vendors.connect(service.url);
    await until('the workspace is set up', async () => {
      const { status } = await knock(service.url, { method: 'GET', path: '/readyz' });
      return status === 200;
    });
    vendors.twilio.text({ from: MAYA, to: OUR_NUMBER, body: 'Is my order\n\u001b[2Jout?' });
    await until('the text is threaded', () => vendors.workspace.conversations().length === 1);

    const says = async (verb: string, ...rest: string[]) => {
      const ended = await typeCommand(verb, env, rest);
      expect(ended.code).toBe(0);
      // The count of what was shown is no error.
      expect(ended.errors.replace(/^\d+ lines?\.\n$/, '')).toBe('');
      return ended.output;
    };
    const json = async (verb: string, ...rest: string[]) => JSON.parse(await says(verb, ...rest, '--json')) as unknown;

    expect(await says('workspaces', 'list')).toMatch(
      new RegExp(`^ID .*\\n${WORKSPACE_ID} +Example Company +US +1\\n$`),
    );
    expect(await json('workspaces', 'show', WORKSPACE_ID)).toMatchObject({ numbers: OUR_NUMBER, sending: 'on' });

    const of = ['--workspace', WORKSPACE_ID];
    const [text] = (await json('texts', 'list', ...of, '--number', MAYA, '--direction', 'in')) as [{ id: string }];
    expect(text).toMatchObject({ from: MAYA, to: OUR_NUMBER, body: 'Is my order\n\u001b[2Jout?' });
    expect(await says('texts', 'list', ...of)).not.toContain('\u001b');
    expect(await says('texts', 'list', ...of, '--state', 'failed')).toBe('No texts found.\n');
    const shown = await says('texts', 'show', text.id, ...of);
    expect(shown).toContain(MAYA);
    expect(shown).toContain('Started a new conversation: there was none before.');

    expect(await says('settings', 'get', 'reopenDays', ...of)).toMatch(/^reopenDays +5 /);
    expect(await says('settings', 'set', 'reopenDays', '9', ...of)).toBe('Saved.\n');
    expect(await json('settings', 'get', 'reopenDays', ...of)).toEqual({ reopenDays: 9 });

    const list = path.join(os.tmpdir(), `consents-${process.pid}.csv`);
    fs.writeFileSync(list, 'number,at,reason\n+14155550199,2026-01-02,Asked by letter\nnobody,,\n');
    const imported = await typeCommand('consents', env, ['import', list, '--json']);
    expect([imported.code, JSON.parse(imported.output)]).toEqual([
      1,
      { accepted: 1, known: 0, rejected: [{ line: 3, reason: 'This is not a phone number.' }], problem: null },
    ]);
    fs.rmSync(list);
    expect(await says('consents', 'export', '--number', '+1 415 555 0199', ...of)).toMatch(
      /^number,state,at,.*\n'\+14155550199,opted-out,2026-01-02T.*,import,,,,,Asked by letter,consents-\d+\.csv\n$/,
    );

    const made = (await json('api-keys', 'create', ...of, '--scopes', 'read', '--days', '30')) as {
      id: string;
      key: string;
    };
    const calls = () => {
      const headers = { authorization: `Bearer ${made.key}` };
      return knock(service.url, { method: 'GET', path: '/api/v1/texts', headers });
    };
    expect(JSON.parse((await calls()).text)).toMatchObject({ data: [{ id: text.id, from: MAYA, status: 'received' }] });
    expect(await says('api-keys', 'list', ...of)).toMatch(
      new RegExp(`^${made.id} +…\\S{4} +API key +read +last used `),
    );
    expect(await says('api-keys', 'revoke', made.id, ...of)).toContain('works no more');

    const [found, missing, piped, rehearsed] = await Promise.all([
      json('intercom', 'contacts', 'search', '--where', `phone = ${MAYA}`),
      typeCommand('intercom', env, ['contacts', 'find', 'nobody', ...of]),
      typeCommand('intercom', env, ['conversations', 'list', '--all', '--ndjson']),
      runCommand('intercom', env, ['tags', 'tag-contacts', '1', '-', '--dry-run', '--json'], 'a\n{"id":"b"}\n'),
    ]);
    expect(found).toEqual([expect.objectContaining({ phone: MAYA })]);
    expect(missing).toMatchObject({ code: 4, output: '', errors: expect.stringMatching(/^Not found\./) });
    const paths = (JSON.parse(rehearsed.output) as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(['/contacts/a/tags', '/contacts/b/tags']);
    expect([JSON.parse(piped.output), piped.errors]).toEqual([expect.objectContaining({ state: 'open' }), '1 line.\n']);

    const slips = [
      ['settings', ['set', 'reopenDays', 'soon', ...of], /^reopenDays: Write a whole number of days from 0 to 365\.$/m],
      ['settings', ['set', 'isPaused', 'maybe', ...of], /^isPaused must be yes or no\.$/m],
      ['settings', ['set', 'threadPer', 'x', ...of], /^threadPer: Choose sender or contact\.$/m],
      ['settings', ['get', '__proto__', ...of], /^There is no setting __proto__\. The settings are: /m],
      ['settings', ['get', '--workspace', 'nobody'], /^There is no workspace nobody here\.$/m],
      ['workspaces', ['show', 'nobody'], /^There is no workspace nobody here\.$/m],
      ['consents', ['import', '/nowhere.csv', ...of], /^There is no file \/nowhere\.csv\.$/m],
      ['consents', ['export', '--since', 'soon', ...of], /^soon is no day such as 2026-11-30\.$/m],
      ['texts', ['list', '--workspace', 'nobody'], /^There is no workspace nobody here\.$/m],
      ['texts', ['show', 'nonsense', ...of], /^There is no text nonsense in workspace /m],
      ['intercom', ['tags', 'list', '--workspace', 'nobody'], /^There is no workspace nobody here\.$/m],
      [
        'api-keys',
        ['create', ...of, '--scopes', 'read,write'],
        /^--scopes must be some of read, send, consent, admin/m,
      ],
      ['texts', ['list', ...of, '--limit', '0'], /--limit must be a number from 1 to 1000\./],
    ] as const;
    await Promise.all(
      slips.map(async ([verb, rest, sentence]) => {
        expect(await typeCommand(verb, env, rest)).toMatchObject({
          code: 2,
          output: '',
          errors: expect.stringMatching(sentence),
        });
      }),
    );
  });
});
