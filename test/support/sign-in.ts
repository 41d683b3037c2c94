// An admin of the first workspace signs in through Intercom; who comes first is its owner.
import type { World } from '../../src/simulator/world.ts';
import { Visitor } from './visitor.ts';

/** The browser of the admin at that place, at the settings. */
export async function signIn(world: World, admin = 0): Promise<Visitor> {
  const visitor = await new Visitor().goes(`${world.serviceUrl}/sign-in`);
  return visitor.sends('/oauth', {
    who: `${world.workspace.id}/${world.workspace.admins[admin]?.id}`,
    decision: 'allow',
  });
}
