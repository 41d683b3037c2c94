// A person's text that does not arrive opens its conversation, however late that turns out; automation's does not.
import { within } from '../../../src/services/context.ts';
import { giveUp } from '../../../src/services/operations/give-up.ts';
import { confirmUninstall } from '../../../src/services/workspaces/uninstall.ts';
import { WORKSPACE_ID } from '../../../src/simulator/world.ts';
import { chooseSettings, storedFailures } from '../../support/database/stored.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';
import { begin, type Cast, closeStages, lettersOf, notesOf } from '../../support/story.ts';
import { closes, failing, shown, standing, untouched } from '../../support/unseen-failures.ts';

closeStages();

const HOUR = 3_600_000;
const LONG = 'A'.repeat(1_500);

describe('a closed conversation in which a person’s text', () => {
  test.each<[what: string, happens: (cast: Cast) => Promise<unknown>]>([
    [
      'fails hours after it was closed',
      async (cast) => {
        failing(cast.world, cast.maya.number, { after: [300, 3 * HOUR] });
        cast.theo.replies('It left today.');
        await cast.world.settle();
        closes(cast);
        await cast.world.pass(4 * HOUR);
      },
    ],
    [
      'fails at once after “send and close”',
      async ({ world, maya, theo }) => {
        failing(world, maya.number, { end: 'failed', errorCode: 30007 });
        world.workspace.close(theo.conversation().id, { html: '<p>It left today.</p>', adminId: theo.id });
        await world.settle();
      },
    ],
    [
      'is refused by Twilio',
      async ({ world, theo }) => {
        const body = { code: 21211, message: 'Invalid number', status: 400 };
        world.twilio.faults.add({ method: 'POST', path: /Messages\.json$/, kind: 'status', status: 400, body });
        world.workspace.close(theo.conversation().id, { html: '<p>It left today.</p>', adminId: theo.id });
        await world.settle();
      },
    ],
    [
      'is refused because the customer opted out',
      async ({ world, maya, theo }) => {
        maya.texts('STOP');
        await world.settle();
        world.workspace.close(theo.conversation().id, { html: '<p>It left today.</p>', adminId: theo.id });
        await world.settle();
      },
    ],
    [
      'holds nothing but a picture that cannot be copied',
      async ({ world, theo }) => {
        const html = '<p><img src="http://files.example/a.png"></p>';
        world.workspace.close(theo.conversation().id, { html, adminId: theo.id });
        await world.settle();
      },
    ],
    [
      'is held as too old',
      async (cast) => {
        await chooseSettings(cast.world, { isPaused: true, holdAfterHours: 1 });
        cast.theo.replies('It left today.');
        await cast.world.settle();
        closes(cast);
        await cast.world.pass(2 * HOUR);
      },
    ],
    [
      'is written in the panel and fails',
      async (cast) => {
        failing(cast.world, cast.maya.number, { after: [300, HOUR] });
        const panel = await cast.theo.isWriting('It left today.');
        await panel.clicks(/^Send/);
        await cast.world.settle();
        closes(cast);
        await cast.world.pass(2 * HOUR);
      },
    ],
    [
      'is scheduled, and refused when its time has come',
      async (cast) => {
        const panel = await cast.theo.isWriting('It left today.');
        await panel.clicks(/later/i);
        await panel.clicks(/hour/i);
        await panel.clicks(/^Schedule/);
        cast.maya.texts('STOP');
        await cast.world.settle();
        closes(cast);
        await cast.world.pass(2 * HOUR);
      },
    ],
    [
      'fails in its second part',
      async ({ world, maya, theo }) => {
        failing(world, maya.number, { after: [300, HOUR] });
        world.workspace.close(theo.conversation().id, { html: `<p>${LONG} ${LONG}</p>`, adminId: theo.id });
        await world.pass(2 * HOUR);
      },
    ],
    [
      'cannot be read from Intercom for a day',
      async (cast) => {
        const { world, theo } = cast;
        theo.replies('It left today.');
        await world.intercom.postOffice.deliverDue();
        const [job] = await world.app.ctx.jobs.claim('relay-reply', 1);
        if (!job) throw new Error('The reply waits.');
        closes(cast);
        await giveUp(within(world.app.ctx, WORKSPACE_ID), job, 'It was tried in vain.');
        await world.settle();
      },
    ],
  ])('%s is tagged and opens once, with a note', async (_, happens) => {
    const cast = await begin();
    await happens(cast);
    expect(standing(cast)).toEqual(shown);
    expect(notesOf(cast).length).toBeGreaterThan(0);
    // Our own steps add nothing, and no conversation is reopened against an agent's will.
    closes(cast);
    await cast.world.pass(26 * HOUR);
    expect(standing(cast)).toEqual({ ...shown, state: 'closed' });
    expect((await lettersOf(cast.world)).filter(({ queue }) => queue === 'show-failures')).toEqual([]);
  });

  test('is cancelled by an uninstallation is shown once the app is back', async () => {
    const cast = await begin();
    const { world, theo } = cast;
    await chooseSettings(world, { isPaused: true });
    theo.replies('It left today.');
    await world.settle();
    closes(cast);
    await world.settle();
    const { ctx } = world.app;
    world.workspace.revokeToken();
    await confirmUninstall(within(ctx, WORKSPACE_ID), { workspaceId: WORKSPACE_ID });
    expect(await storedFailures(world)).toMatchObject([{ kind: 'refused' }]);
    expect(standing(cast)).toEqual(untouched);
  });

  test.each<[what: string, happens: (cast: Cast) => Promise<unknown>]>([
    [
      'automation wrote',
      async (cast) => {
        await chooseSettings(cast.world, { botReplies: 'always' });
        failing(cast.world, cast.maya.number, { after: [300, HOUR] });
        cast.world.workspace.botReply(cast.theo.conversation().id, { html: '<p>We are closed.</p>' });
      },
    ],
    [
      'the customer gets',
      async (cast) => {
        cast.theo.replies('It left today.');
      },
    ],
    [
      'the setting says to leave',
      async (cast) => {
        await chooseSettings(cast.world, { reopenFailed: false });
        failing(cast.world, cast.maya.number, { after: [300, HOUR] });
        cast.theo.replies('It left today.');
      },
    ],
  ])('%s stays closed', async (what, happens) => {
    const cast = await begin();
    await happens(cast);
    await cast.world.settle();
    closes(cast);
    await cast.world.pass(2 * HOUR);
    expect(standing(cast)).toEqual({ ...untouched, failed: what === 'the setting says to leave' });
  });
});
