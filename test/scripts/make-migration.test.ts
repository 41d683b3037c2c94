// The command that makes a migration writes its file and its row, in an order that holds.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeMigration } from '../../scripts/migration.ts';
import { afterEach, expect, test } from '../support/jest-globals.ts';

const root = path.resolve(import.meta.dirname, '../..');
const LIST = 'src/store/database/migrate.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

/** A folder with the migrations there are, and what the command did in it. */
function workplace() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'make-migration-'));
  folders.push(folder);
  for (const part of ['migrations', LIST])
    fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const before = fs.readdirSync(path.join(folder, 'migrations'));
  return {
    list: () => fs.readFileSync(path.join(folder, LIST), 'utf8'),
    added: () => fs.readdirSync(path.join(folder, 'migrations')).filter((file) => !before.includes(file)),
    read: (file: string) => fs.readFileSync(path.join(folder, 'migrations', file), 'utf8'),
    put: (file: string) => fs.writeFileSync(path.join(folder, 'migrations', file), ''),
    make: (name: string) => makeMigration(folder, name, new Date()),
    runs: (name: string) =>
      spawnSync(process.execPath, [path.join(root, 'scripts/make-migration.ts'), name], {
        cwd: folder,
        encoding: 'utf8',
      }),
  };
}

test('every migration stands in the list, in the order of their names', () => {
  const { list } = workplace();
  const files = fs.readdirSync(path.join(root, 'migrations')).sort();
  for (const file of files) expect(file).toMatch(/^\d{8}T\d{4}(-[a-z0-9]+)+\.ts$/);
  expect([...list().matchAll(/migrations\/(.+)';$/gm)].map(([, file]) => file)).toEqual(files);
  const rows = [...list().matchAll(/^ {2}'(\d{8}T.+)': \w+,$/gm)].map(([, id]) => `${id}.ts`);
  expect(rows).toEqual(files);
});

test('a migration is made, and stands last in the list', () => {
  const { make, added, list, read } = workplace();
  const { file } = make('add-prices');
  expect(added()).toEqual([path.basename(file)]);
  expect(file).toMatch(/^migrations\/\d{8}T\d{4}-add-prices\.ts$/);
  expect(list()).toContain(`import * as addPrices from '../../../${file}';\nimport type`);
  expect(list()).toContain(`  '${path.basename(file, '.ts')}': addPrices,\n};\n`);
  expect(read(path.basename(file))).toContain('export async function up(');
});

test('the command says what it made, or why it made nothing', () => {
  const { runs, added } = workplace();
  expect(runs('add-prices')).toMatchObject({ status: 0, stdout: expect.stringContaining(added()[0] ?? 'nothing') });
  expect(runs('add-prices')).toMatchObject({ status: 1, stderr: expect.stringContaining('addPrices') });
});

test('a later migration runs last, whatever the clock said', () => {
  const { make, added, put } = workplace();
  put('29991231T2359-far-ahead.ts');
  make('add-prices');
  make('add-taxes');
  expect(added().sort().slice(1)).toEqual(['30000101T0000-add-prices.ts', '30000101T0001-add-taxes.ts']);
});

test.each([
  ['no name', '', 'two words'],
  ['one word', 'delete', 'two words'],
  ['large letters', 'Add-Prices', 'two words'],
  ['a way out of the folder', '../add-prices', 'two words'],
  ['more than fits', `add-${'x'.repeat(60)}`, 'two words'],
  ['a name that another one has', 'create-bridge', 'createBridge'],
  ['a name that the list uses', 'prepare-server', 'prepareServer'],
])('%s is refused with the reason, and nothing is made', (_, name, reason) => {
  const { make, added, list } = workplace();
  const before = list();
  expect(() => make(name)).toThrow(reason);
  expect([added(), list()]).toEqual([[], before]);
});
