// The demo: the real service in real time, one workspace with the app and one without, and the page that shows them.
import { ACCOUNT_SID, createWorld, WORKSPACE_ID, type World, type WorldOptions } from '../world.ts';
import { installFirst } from './first-workspace.ts';
import { addSecondWorkspace } from './second-workspace.ts';
import { startPage } from './server.ts';

export interface RunningDemo {
  world: World;
  /** The page's address. */
  url: string;
  close(): Promise<void>;
}

/** Port 0 means any free port for the page. */
export async function startDemo(
  options: Pick<WorldOptions, 'database'> & Partial<WorldOptions>,
  { port }: { port: number },
): Promise<RunningDemo> {
  const world = await createWorld({
    ...options,
    time: 'real',
    wayIn: 'install',
    ourNumbers: ['+14155550100', '+14155550101'],
  });
  await installFirst(world);
  const second = addSecondWorkspace(world);
  world.workspace.addMacro('Thanks', 'Thank you, {{contact.first_name | fallback: "and have a nice day"}}!');
  world.workspace.addMacro(
    'On its way',
    'Hi {{contact.first_name | there}}, your parcel is on its way. {{admin.first_name}}',
  );
  const first = { workspaceId: WORKSPACE_ID, name: 'Example Company', accountSid: ACCOUNT_SID };
  const { intercom, twilio, serviceUrl, traffic } = world;
  const page = await startPage({ intercom, twilio, serviceUrl, traffic, places: [first, second] }, { port });
  return {
    world,
    url: page.url,
    async close() {
      await page.close();
      await world.close();
    },
  };
}
