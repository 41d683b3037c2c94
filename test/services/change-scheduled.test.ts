// A scheduled text that is cancelled, restored and sent, also at the same moment.
import { within } from '../../src/services/context.ts';
import { cancelScheduled, restoreScheduled } from '../../src/services/texts/change-scheduled.ts';
import { sendScheduled } from '../../src/services/texts/send-scheduled.ts';
import { sendText } from '../../src/services/texts/send-text.ts';
import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { findSend } from '../../src/store/texts/panel-texts.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { begin, type Cast, closeStages } from '../support/story.ts';

closeStages();

const HOUR = 3_600_000;

async function open({ world, theo }: Cast) {
  const ctx = within(world.app.ctx, WORKSPACE_ID);
  const workspace = await ctx.workspaces.get(WORKSPACE_ID);
  const { id: conversationId } = theo.conversation();
  const common = { address: '+14155550132', sender: world.ourNumber, conversationId, contactId: null, retryOf: null };
  const schedule = (body: string, hours: number, id = ctx.newId()) => {
    const later = { at: new Date(world.now() + hours * HOUR), zone: 'America/Los_Angeles' };
    return sendText(ctx, workspace, { ...common, id, body, authorId: theo.id, later }).then(({ kind }) => ({
      id,
      kind,
    }));
  };
  return {
    schedule,
    cancel: (id: string) => cancelScheduled(ctx, WORKSPACE_ID, { id, by: theo.id }),
    restore: (id: string) => restoreScheduled(ctx, workspace, id),
    send: (sendId: string) => sendScheduled(ctx, { workspaceId: WORKSPACE_ID, sendId }),
    stored: (id: string) => findSend(ctx.db, WORKSPACE_ID, id),
  };
}

describe('a scheduled text', () => {
  test('is cancelled, restored and sent once', async () => {
    const cast = await begin();
    const { maya, theo, world } = cast;
    const { schedule, cancel, restore, stored } = await open(cast);
    const { id } = await schedule('At nine.', 2);
    expect(await cancel(id)).toMatchObject({ kind: 'cancelled' });
    expect(await stored(id)).toMatchObject({
      state: 'cancelled',
      cancelledBy: theo.id,
      settledAt: new Date(world.now()),
    });
    expect(await cancel(id)).toMatchObject({ kind: 'gone', became: 'cancelled' });
    expect(await restore(id)).toMatchObject({ kind: 'restored' });
    expect(await restore(id)).toMatchObject({ kind: 'restored' });
    expect(await stored(id)).toMatchObject({ state: 'scheduled', cancelledBy: null, settledAt: null });
    await world.pass(3 * HOUR);
    expect(maya.sees()).toEqual(['At nine.']);
    expect(await cancel(id)).toMatchObject({ kind: 'gone', became: 'sent' });
    expect(await restore(id)).toMatchObject({ kind: 'gone', became: 'sent' });
    expect(await restore(world.app.ctx.newId())).toEqual({ kind: 'gone', became: 'gone', send: null });
  });

  test('is restored only before its time, and with consent', async () => {
    const cast = await begin();
    const { schedule, cancel, restore } = await open(cast);
    const [soon, later] = [await schedule('Soon.', 1), await schedule('Later.', 9)];
    await cancel(soon.id);
    await cancel(later.id);
    await cast.world.pass(HOUR);
    expect(await restore(soon.id)).toMatchObject({ kind: 'too-late' });
    cast.maya.texts('STOP');
    await cast.world.settle();
    expect(await restore(later.id)).toMatchObject({ kind: 'refused', reason: 'opted-out' });
  });

  test('that is cancelled as its time comes ends in one way', async () => {
    const cast = await begin();
    const { maya, world } = cast;
    const { schedule, cancel, send, stored } = await open(cast);
    const texts = await Promise.all(Array.from({ length: 8 }, (_, index) => schedule(`Text ${index}.`, 0)));
    const ends = await Promise.all(
      texts.map(async ({ id }, index) => {
        // Sending reads the workspace first, so a cancelling that begins together with it is sooner.
        const [, told] = await Promise.all([
          send(id),
          index % 2 === 0 ? cancel(id) : stored(id).then(() => cancel(id)),
        ]);
        return { id, told, state: (await stored(id))?.state };
      }),
    );
    for (const { told, state } of ends)
      expect(told).toMatchObject(state === 'cancelled' ? { kind: 'cancelled' } : { kind: 'gone', became: 'sent' });
    await world.settle();
    expect(maya.sees()).toHaveLength(ends.filter(({ state }) => state === 'sent').length);
  });

  test('of a click that was used at another time is not scheduled', async () => {
    const { schedule } = await open(await begin());
    const { id } = await schedule('At nine.', 2);
    expect(await schedule('At nine.', 2, id)).toEqual({ id, kind: 'scheduled' });
    expect(await schedule('At nine.', 3, id)).toEqual({ id, kind: 'used' });
  });
});
