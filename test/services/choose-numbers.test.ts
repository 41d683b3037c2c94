// Numbers are saved by an admin whose page is older than the stored ones.

import type { Editor } from '../../src/services/changes/change.ts';
import { within } from '../../src/services/context.ts';
import { chooseNumbers } from '../../src/services/numbers/choose-numbers.ts';
import { setWebhooks } from '../../src/services/numbers/set-webhooks.ts';
import type { World } from '../../src/simulator/world.ts';
import { tellProblem } from '../../src/words/settings/saved.ts';
import { changeSender } from '../support/database/tampering.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { ACCOUNT, connect, ELSEWHERE, installSecond, NUMBER } from '../support/second-workspace.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const [CARE, ADDED] = ['+14155550110', '+14155550111'];

/** An owner who opened the page when the workspace was as it is now. */
async function begins({ app }: World, id: string) {
  const workspace = await app.ctx.workspaces.get(id);
  return { ctx: within(app.ctx, id), editor: { workspace, adminId: '1', role: 'owner' } satisfies Editor };
}

describe('the numbers of a workspace', () => {
  test('are saved by two at once without losing either’s change', async () => {
    const { world } = await stage();
    const { visitor } = await installSecond(world);
    for (const phoneNumber of [CARE, ADDED]) world.twilio.addNumber({ accountSid: ACCOUNT, phoneNumber });
    const before = { inboundRequestUrl: ELSEWHERE, useInboundWebhookOnNumber: false };
    const care = { accountSid: ACCOUNT, friendlyName: 'Customer care', numbers: [CARE], ...before };
    const service = world.twilio.addService(care);
    const { sid } = world.twilio.number(NUMBER);
    await connect(visitor);
    await visitor.sends('/settings/numbers', { number: sid, service, do: 'save' });
    const early = await begins(world, 'second');
    const labels = { [`label_${sid}`]: 'Support', [`label_${service}`]: 'Care' };
    await visitor.sends('/settings/numbers', { number: sid, service, ...labels, do: 'set-webhooks' });

    const number = { sid, label: 'Sales', teamId: null, country: null };
    const picks = { numbers: [number], services: [{ ...number, sid: service, label: 'Care' }] };
    expect(await chooseNumbers(early.ctx, early.editor, picks)).toMatchObject({ ok: true });
    world.twilio.addToService(service, ADDED);
    expect(await setWebhooks(early.ctx, early.editor)).toMatchObject({ ok: true });
    const { senderDetails, services } = await world.app.ctx.workspaces.get('second');
    expect(senderDetails.map(({ address, label }) => [address, label])).toEqual([
      [NUMBER, 'Sales'],
      [CARE, null],
      [ADDED, null],
    ]);
    expect(services).toMatchObject([{ label: 'Care' }]);

    const late = await chooseNumbers(early.ctx, early.editor, { numbers: [number], services: [] });
    expect(late).toMatchObject({ ok: false, problems: { '': { kind: 'webhooks-set-meanwhile' } } });
    for (const number of [sid, service]) {
      await visitor.goes(`${world.serviceUrl}/`);
      await visitor.sends('/settings/numbers', { number, do: 'undo-webhooks' });
    }
    expect(world.twilio.number(NUMBER).smsUrl).toBe(ELSEWHERE);
    expect(world.twilio.service(service)).toMatchObject(before);

    // Two workspaces have it from a time when that could be.
    await changeSender(world, world.ourNumber, { address: CARE });
    const taken = await setWebhooks(early.ctx, early.editor);
    const found = { kind: 'number-taken', address: CARE, service: 'Customer care' } as const;
    expect(taken).toEqual({ ok: false, problems: { service: found } });
    expect(tellProblem(found)).toBe(
      'Another workspace uses (415) 555-0110, which is in Customer care. Untick it there first.',
    );
  });
});
