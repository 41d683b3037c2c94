// The doctor as an operator calls it, beside a service that runs.

import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { onEachDatabase } from '../support/database/databases.ts';
import { knock } from '../support/door.ts';
import { expect, jest, test } from '../support/jest-globals.ts';
import {
  databaseVariables,
  freshFolder,
  ready,
  runCommand,
  startService,
  stopServices,
} from '../support/process/service-process.ts';
import { typeCommand } from '../support/process/typed-command.ts';
import { until } from '../support/until.ts';
import { environmentFor, startVendors } from '../support/vendors.ts';

stopServices();
jest.setTimeout(90_000);

onEachDatabase('beside a service that runs', (kind) => {
  test('the doctor ends with 0, 1 or 2: fine, broken, nonsense', async () => {
    const vendors = await startVendors();
    const env = { ...(await environmentFor(vendors)), ...(await databaseVariables(kind)) };
    const service = await ready(startService(env));
    vendors.connect(service.url);
    await until('the workspace is set up', async () => {
      const { status } = await knock(service.url, { method: 'GET', path: '/readyz' });
      return status === 200;
    });

    const well = await runCommand('doctor', env, ['--workspace', WORKSPACE_ID]);
    expect([well.code, well.errors]).toEqual([0, '']);
    expect(well.output).toMatch(/^Example Company \(demo1234\)\n/);
    expect(well.output).toMatch(/\n0 broken, \d+ to look at, \d+ fine\.\n$/);

    vendors.workspace.revokeToken();
    const ill = await typeCommand('doctor', env, ['--workspace', WORKSPACE_ID]);
    expect(ill.code).toBe(1);
    expect(ill.output).toMatch(/BROKEN {3}Intercom does not let Threadwire in\n {9}\S.*\n {9}Check again: http/);

    expect(await typeCommand('doctor', env)).toMatchObject({ code: 2, output: '' });
    const all = await typeCommand('doctor', env, ['--all', '--json']);
    expect(all.code).toBe(1);
    expect(JSON.parse(all.output)).toMatchObject([
      { workspace: WORKSPACE_ID, findings: expect.arrayContaining([expect.objectContaining({ severity: 'broken' })]) },
    ]);
    expect(await typeCommand('doctor', env, ['--workspace', 'nobody'])).toEqual({
      code: 2,
      output: '',
      errors: 'There is no workspace nobody here.\n',
    });
    expect((await typeCommand('doctor', { DATA_DIR: freshFolder() }, ['--workspace', WORKSPACE_ID])).code).toBe(2);
  });
});
