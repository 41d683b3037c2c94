// A file of customers, as an operator brings it.
import { within } from '../../src/services/context.ts';
import { type FileLine, syncFile } from '../../src/services/customers/sync-file.ts';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { beforeAll, expect, test } from '../support/jest-globals.ts';
import { closeStagesAtEnd, stage } from '../support/story.ts';

closeStagesAtEnd();

let world: World;

beforeAll(async () => {
  ({ world } = await stage());
});

async function sync(name: string, content: string | Buffer, isDry = false): Promise<FileLine[]> {
  const { ctx } = world.app;
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const bytes = (async function* () {
    yield Buffer.from(content);
  })();
  const all: FileLine[] = [];
  for await (const page of syncFile(within(ctx, WORKSPACE_ID), workspace, { name, bytes }, isDry)) all.push(...page);
  return all;
}

const outcomes = (lines: FileLine[]) => lines.map(({ line, outcome }) => `${line} ${outcome}`);

test('a CSV file is taken once, and a rerun changes nothing', async () => {
  const csv = 'external_id,name,plan,company_id\n1,Ann,pro,c1\n,Nobody,,\n2,Ben,free,\n';
  expect(outcomes(await sync('customers.csv', csv, true))).toEqual(['2 created', '3 refused', '4 created']);
  expect(outcomes(await sync('customers.csv', csv))).toEqual(['2 waiting', '3 refused', '4 waiting']);
  await world.settle();
  const made = world.workspace.contacts().map(({ name, customAttributes }) => `${name} ${customAttributes['plan']}`);
  expect(made.sort()).toEqual(['Ann pro', 'Ben free']);
  expect(world.workspace.companies()).toMatchObject([{ companyId: 'c1', fields: { name: 'c1' } }]);
  expect(outcomes(await sync('customers.csv', csv))).toEqual(['2 unchanged', '3 refused', '4 unchanged']);
});

test('a hostile file costs no more than its lines', async () => {
  const wide = `external_id,${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join(',')}\n9\n`;
  await expect(sync('wide.csv', wide)).rejects.toThrow();
  const long = `{"external_id":"8","name":"${'x'.repeat(200_000)}"}\n{"external_id":"7"}`;
  expect(outcomes(await sync('long.ndjson', long))).toEqual(['1 refused', '2 waiting']);
  const bad = Buffer.concat([Buffer.from('{"external_id":"6","name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
  expect(outcomes(await sync('bad.ndjson', bad))).toEqual(['1 waiting']);
});
