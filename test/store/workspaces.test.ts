// A workspace as it is stored, and as it is read.

import { installWorkspace } from '../../src/store/workspaces/workspace-changes.ts';
import { findWorkspace } from '../../src/store/workspaces/workspaces.ts';
import { freshDatabase } from '../support/database/databases.ts';
import { expect, test } from '../support/jest-globals.ts';

test('an old name of a zone reads as its name of today', async () => {
  const { owner, close } = await freshDatabase(2);
  const at = new Date('2026-01-08T13:05:00Z');
  const said = { name: 'Acme', region: 'US', actingAdminId: '1', source: 'install', sealedIntercomToken: 's' } as const;
  await owner.transaction().execute(async (trx) => {
    for (const [id, timezone] of [
      ['kyiv', 'Europe/Kiev'],
      ['made-up', 'Nowhere/Special'],
    ] as const)
      await installWorkspace(trx, { ...said, id, timezone }, at);
  });
  expect((await findWorkspace(owner, 'kyiv'))?.workspace.timezone).toBe('Europe/Kyiv');
  expect((await findWorkspace(owner, 'made-up'))?.workspace.timezone).toBe('Nowhere/Special');
  await close();
});
