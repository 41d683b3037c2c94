// An admin comes in through Intercom, step by step or in one go; who comes first is the owner.
import type { SimulatedWorkspace } from '../../src/simulator/intercom/workspace.ts';
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

interface Way {
  workspace?: SimulatedWorkspace;
  path?: '/sign-in' | '/install';
  visitor?: Visitor;
}

/** The browser of the admin at that place, at the settings. */
export async function signIn(world: World, admin = 0, way: Way = {}): Promise<Visitor> {
  const { workspace = world.workspace, path = '/sign-in', visitor = new Visitor() } = way;
  await visitor.goes(`${world.serviceUrl}${path}`);
  return visitor.sends('/oauth', { who: `${workspace.id}/${workspace.admins[admin]?.id}`, decision: 'allow' });
}
