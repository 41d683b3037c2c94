// An agent clicks everything that the panel offers: each click leads where the map says.
import type { PanelState } from '../../../src/domain/panel.ts';
import { clickPanel, openPanel } from '../../../src/services/panel/open-panel.ts';
import { Customer } from '../../../src/simulator/people.ts';
import { magicNumberFor } from '../../../src/simulator/twilio/fares.ts';
import { WORKSPACE_ID } from '../../../src/simulator/world.ts';
import { actionOf } from '../../../src/views/panel/ids.ts';
import { renderPanel } from '../../../src/views/panel/panel.ts';
import { idsOf } from '../../support/canvas-schema.ts';
import { chooseSettings } from '../../support/database/stored.ts';
import { expect, test } from '../../support/jest-globals.ts';
import { leadsTo, type Screen } from '../../support/panel-map.ts';
import { asOperator, closeStages, stage } from '../../support/story.ts';

closeStages();

/** One number to text from offers no choice, and walls are no rooms. */
const unreached: readonly Screen[] = ['senders', 'unavailable', 'unknown-workspace'];

test('every click leads where the map of the panel says', async () => {
  const { world, theo } = await stage();
  world.workspace.addMacro('Thanks', 'Thank you!');
  new Customer(world, magicNumberFor(30005)).texts('Hello?');
  await world.settle();
  theo.replies('Your parcel is here.');
  world.workspace.addContact({ role: 'lead', name: 'Leo', phone: magicNumberFor(30005) });
  await chooseSettings(world, { signTexts: true });
  await world.pass(60_000);
  const { id: conversationId, contactIds } = theo.conversation();
  const question = {
    workspaceId: WORKSPACE_ID,
    region: null,
    conversationId,
    contactId: contactIds[0] ?? null,
    adminId: theo.id,
  };
  const ctx = asOperator(world);

  const states: PanelState[] = [await openPanel(ctx, question)];
  const clicked = new Set<string>();
  const astray: string[] = [];
  for (const state of states) {
    for (const id of idsOf(renderPanel(state).canvas.content.components)) {
      const action = actionOf(id);
      const step = `${state.screen}: ${action?.do}`;
      if (action === null || action.do === 'refresh' || clicked.has(step)) continue;
      clicked.add(step);
      const input = state.screen === 'write' ? { body: 'See you soon.' } : { number: '415 555 0177', when: 'noon' };
      const memory = 'memory' in state ? state.memory : { nonce: null, draft: null };
      const next = await clickPanel(ctx, question, { action, input, memory });
      if (!leadsTo[action.do].includes(next.screen)) astray.push(`${step} leads to ${next.screen}`);
      states.push(next);
    }
  }
  expect(astray).toEqual([]);
  const reached = new Set(states.map(({ screen }) => screen));
  const rooms = new Set(Object.values(leadsTo).flat());
  expect([...rooms].filter((screen) => !reached.has(screen) && !unreached.includes(screen))).toEqual([]);
  expect(clicked.size).toBeGreaterThan(30);
});
