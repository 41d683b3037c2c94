// The demo: the real service in real time, one workspace with the app and one without, and the page that shows them.
import { rm } from 'node:fs/promises';
import { ACCOUNT_SID, createWorld, WORKSPACE_ID, type World, type WorldOptions } from '../world.ts';
import type { DemoWorld } from './page-world.ts';
import { installFirst } from './scene/first-workspace.ts';
import { addSecondWorkspace } from './scene/second-workspace.ts';
import { startPage } from './server.ts';

export interface RunningDemo {
  /** The present one: a reset makes another. */
  readonly world: World;
  /** The page's address. */
  url: string;
  close(): Promise<void>;
}

type DemoOptions = Pick<WorldOptions, 'database'> & Partial<WorldOptions>;

/** Port 0 means any free port for the page. A demo with a database folder of its own can be reset. */
export async function startDemo(options: DemoOptions, { port }: { port: number }): Promise<RunningDemo> {
  let { world, shown } = await openWorld(options);
  const { database } = options;
  const ownFolder = 'dataDir' in database ? database.dataDir : null;
  async function renew(folder: string): Promise<DemoWorld> {
    const port = Number(new URL(world.serviceUrl).port);
    await world.close();
    await rm(folder, { recursive: true, force: true });
    ({ world, shown } = await openWorld({ ...options, port }));
    world.intercom.configure({ inboxUrl: page.url });
    return shown;
  }
  const page = await startPage(shown, { port, ...(ownFolder === null ? {} : { renew: () => renew(ownFolder) }) });
  world.intercom.configure({ inboxUrl: page.url });
  return {
    get world() {
      return world;
    },
    url: page.url,
    async close() {
      await page.close();
      await world.close();
    },
  };
}

async function openWorld(options: DemoOptions): Promise<{ world: World; shown: DemoWorld }> {
  const ourNumbers = ['+14155550100', '+14155550101'];
  // The page has a pretend system of a customer's, on this machine as everything else.
  const environment = { ...options.environment, ALLOW_PRIVATE_WEBHOOKS: '127.0.0.1' };
  const world = await createWorld({ ...options, environment, time: 'real', wayIn: 'install', ourNumbers });
  for (const number of ourNumbers) world.twilio.register(number, { status: 'VERIFIED' });
  await installFirst(world);
  const second = addSecondWorkspace(world);
  world.workspace.addMacro('Thanks', 'Thank you, {{contact.first_name | fallback: "and have a nice day"}}!');
  world.workspace.addMacro(
    'On its way',
    'Hi {{contact.first_name | there}}, your parcel is on its way. {{admin.first_name}}',
  );
  const first = { workspaceId: WORKSPACE_ID, name: 'Example Company', accountSid: ACCOUNT_SID };
  const { intercom, twilio, serviceUrl, traffic, now, setForward } = world;
  return { world, shown: { intercom, twilio, serviceUrl, traffic, now, setForward, places: [first, second] } };
}
