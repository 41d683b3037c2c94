// The command line as an operator meets it: help before anything is set up, and a sentence for a slip.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '../support/jest-globals.ts';
import { runCommand } from '../support/process/service-process.ts';
import { typeCommand } from '../support/process/typed-command.ts';

const scripts = ['doctor', 'dead-letters', 'migrate', 'rotate-keys', 'database'];
const verbs = [...scripts, 'check', 'listen', 'receive', 'texts'];

describe('the command line', () => {
  test('lists its verbs and explains each without a single variable', async () => {
    const help = await runCommand('--help', {});
    expect([help.code, help.errors]).toEqual([0, '']);
    for (const verb of verbs) expect(help.output).toContain(`threadwire ${verb}`);
    const explained = await typeCommand('dead-letters', {}, ['replay', '--help']);
    expect([explained.code, explained.errors]).toEqual([0, '']);
    expect(explained.output).toContain('steps that were done before are not repeated');
  });

  test.each([
    [['--json'], /^npm run threadwire -- VERB/],
    [['dead-letters'], /^threadwire dead-letters\n/],
    [['docter'], /^Did you mean doctor\? --help/],
    [['migrate', '--force'], /^Unknown argument: force\. --help/],
    [['dead-letters', 'replay'], /^Not enough non-option arguments/],
    [['receive'], /^Not enough non-option arguments/],
    [['texts', 'send', '--workspace', 'demo1234'], /^Missing required arguments: to, body\. --help/],
    [['doctor'], /^Name a workspace with --workspace ID, or use --all\. --help/],
    [['migrate'], /^DATABASE_URL must start with|^The configuration cannot be used:\n {2}- DATABASE_URL/],
  ] as const)('ends %j with 2 and a sentence', async ([verb, ...rest], sentence) => {
    const ended = await typeCommand(verb, { DATABASE_URL: 'mysql://db' }, rest);
    expect([ended.code, ended.output]).toEqual([2, '']);
    expect(ended.errors).toMatch(sentence);
    expect(ended.errors).not.toContain('    at ');
  });

  test('a database that lets nobody in is a sentence', async () => {
    const ended = await runCommand('migrate', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' });
    expect(ended).toMatchObject({ code: 2, output: '' });
    expect(ended.errors).toMatch(/^PostgreSQL does not let us in \(.*:1\)\. Start it, or correct DATABASE_URL\.\n$/);
  });

  test('completes what a shell asks for', async () => {
    const completes = async (...typed: string[]) =>
      (await typeCommand('--get-yargs-completions', {}, ['threadwire', ...typed])).output.split('\n');
    expect(await completes('dead-letters', '')).toEqual(expect.arrayContaining(['list', 'replay', 'drop']));
    expect(await completes('')).toEqual(expect.arrayContaining(verbs));
    expect(await completes('texts', 'send', '--')).toEqual(expect.arrayContaining(['--to', '--body', '--sender']));
    expect((await runCommand('completion', {})).output).toContain('complete -o bashdefault');
  });

  test('a script of before names the new one, and does the same', async () => {
    const file = JSON.parse(readFileSync(path.resolve('package.json'), 'utf8')) as { scripts: Record<string, string> };
    for (const name of scripts) expect(file.scripts[name]).toBe(`${file.scripts.threadwire} ${name}`);
    const ended = await runCommand('doctor', { npm_lifecycle_event: 'doctor' }, ['--help']);
    expect(ended).toMatchObject({ code: 0, errors: 'npm run doctor is now: npm run threadwire -- doctor\n' });
    expect((await typeCommand('doctor', { npm_lifecycle_event: 'threadwire' }, ['--help'])).errors).toBe('');
  });
});
