// The key that sealed a workspace's secrets is gone, or is another one: texts wait, admins are told, and it can be fixed.

import type { Logger } from '../../../src/lib/log.ts';
import { WorkspaceDirectory } from '../../../src/services/workspace-directory.ts';
import { OpenPanel } from '../../../src/simulator/open-panel.ts';
import type { World } from '../../../src/simulator/world.ts';
import { loseKey } from '../../support/database/tampering.ts';
import { findingsOf } from '../../support/findings.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { connect, installs, NUMBER, type Second, secondWorkspace } from '../../support/second-workspace.ts';
import { closeStages, stage } from '../../support/story.ts';

closeStages();

const NEWS = 'Is anybody there?';

/** A second workspace with a conversation. */
async function setUp(world: World): Promise<Second> {
  const second = await secondWorkspace(world);
  second.customer.texts('Hello', { to: NUMBER });
  await world.settle();
  return second;
}

describe('a workspace whose stored secrets cannot be opened', () => {
  test.each([
    ['the key is gone', 'lost'],
    ['another key goes by its name', 'simulator'],
  ])('loses no text and no reply until the key returns (%s)', async (_, keyId) => {
    const { world } = await stage();
    const { visitor, customer } = await setUp(world);
    const workspace = world.intercom.workspace('second');
    const [conversation] = workspace.conversations();
    const restore = await loseKey(world, keyId);
    customer.texts(NEWS, { to: NUMBER });
    workspace.reply(conversation?.id ?? '', { html: '<p>We are</p>', adminId: workspace.admins[0]?.id ?? '' });
    await world.settle(1_000);
    expect(world.twilio.postOffice.log.at(-1)?.status).toBe(503);
    await world.pass(60 * 60_000);
    expect(customer.sees()).toEqual([]);

    await restore();
    await world.pass(10 * 60_000);
    expect(customer.sees()).toEqual(['We are']);
    await visitor.goes(`${world.serviceUrl}/`);
    expect(visitor.words()).not.toContain('cannot be opened');
    // As Twilio sent it again and again, and as it came to the fallback URL.
    visitor.says('2 requests from Twilio can be accepted now');
    await visitor.sends('/settings/doctor', { do: 'release' });
    visitor.says('2 requests were accepted');
    await world.settle();
    const parts = workspace.parts(conversation?.id ?? '');
    expect(parts.filter(({ body }) => body?.includes(NEWS))).toHaveLength(1);
  });

  test('disturbs no other workspace', async () => {
    const { world, maya, theo } = await stage();
    const { customer } = await setUp(world);
    await loseKey(world);
    customer.texts(NEWS, { to: NUMBER });
    maya.texts('Hello there');
    await world.settle();
    theo.replies('Hello Maya');
    await world.settle();
    expect(theo.sees()).toEqual(['customer: Hello there', 'admin: Hello Maya']);
    expect(maya.sees()).toEqual(['Hello Maya']);
  });

  test('hears it from settings and doctor, which show no secret', async () => {
    const { world } = await stage();
    const { visitor } = await setUp(world);
    await loseKey(world);
    await visitor.goes(`${world.serviceUrl}/`);
    expect(visitor.page.status).toBe(200);
    visitor.says('The stored credentials cannot be opened');
    visitor.says('the key “lost” is missing from ENCRYPTION_KEYS or has another value there');
    visitor.says('put the key “lost” back into ENCRYPTION_KEYS');
    visitor.says('install Threadwire again and enter the Twilio credentials again');
    const second = world.intercom.workspace('second');
    const panel = new OpenPanel(second, second.conversations()[0]?.id ?? '', second.admins[0]?.id ?? '');
    await panel.opens();
    expect(panel.reads().join()).toMatch(/The stored credentials cannot be opened/);
    const [first] = await findingsOf(world, 'second');
    expect(first).toMatchObject({ severity: 'broken', title: 'The stored credentials cannot be opened' });
  });

  test('is set up again without the key, and loses nothing', async () => {
    const { world } = await stage();
    const { visitor, who, customer } = await setUp(world);
    await loseKey(world);
    customer.texts(NEWS, { to: NUMBER });
    await world.pass(5 * 60_000);
    await installs(world, visitor, who);
    visitor.says('The credentials for Twilio cannot be opened');
    expect(visitor.words()).not.toContain("Intercom's token cannot be opened");
    await connect(visitor, { authToken: '' });
    expect(visitor.page.status).toBe(422);
    await connect(visitor);
    visitor.says('Connected to');
    expect(visitor.words()).not.toContain('cannot be opened');
    await visitor.sends('/settings/doctor', { do: 'release' });
    await world.settle();
    const workspace = world.intercom.workspace('second');
    const parts = workspace.parts(workspace.conversations().at(-1)?.id ?? '');
    expect(parts.filter(({ body }) => body?.includes(NEWS))).toHaveLength(1);
  });

  test('appears in the log once, with the remedy', async () => {
    const { world } = await stage();
    await setUp(world);
    await loseKey(world);
    const { database, sealer } = world.app.ctx;
    const lines: { msg: string; line: object }[] = [];
    const log = { error: (line: object, msg: string) => void lines.push({ msg, line }) } as Pick<Logger, 'error'>;
    const directory = new WorkspaceDirectory(database, sealer, log);
    for (let text = 0; text < 5; text += 1) await directory.find('second', 0);
    const said = lines.filter(({ msg }) => msg === "a workspace's stored secrets cannot be opened");
    expect(said).toHaveLength(1);
    expect(said[0]?.line).toMatchObject({
      workspaceId: 'second',
      locked: [
        { kind: 'intercom', keyId: 'lost' },
        { kind: 'twilio', keyId: 'lost' },
      ],
      whatToDo: expect.stringContaining('ENCRYPTION_KEYS'),
    });
  });
});
