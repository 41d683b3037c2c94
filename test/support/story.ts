// A world for one story, on either database, taken down afterwards.
import { afterEach } from '@jest/globals';
import { Admin, Customer } from '../../src/simulator/people.ts';
import { createWorld, type World, type WorldOptions } from '../../src/simulator/world.ts';
import { type DatabaseKind, emptyDatabase } from './databases.ts';

export interface Cast {
  world: World;
  maya: Customer;
  theo: Admin;
}

const open: (() => Promise<void>)[] = [];

/** Maya has a phone, Theo sits in the inbox. */
export async function stage(kind: DatabaseKind, options: Partial<WorldOptions> = {}): Promise<Cast> {
  const database = await emptyDatabase(kind);
  const world = await createWorld({
    database,
    time: 'manual',
    random: () => 0,
    ...options,
  });
  open.push(() => world.close());
  const [admin] = world.workspace.admins;
  return { world, maya: new Customer(world, '+14155550132'), theo: new Admin(world, admin?.id ?? '') };
}

/** Call once in each file of stories. */
export function closeStages(): void {
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
}
