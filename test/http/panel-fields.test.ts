// Every field of the panel takes any words at any click: the answer is a canvas, and all or nothing is stored and sent.

import { WORKSPACE_ID } from '../../src/simulator/world.ts';
import { examples } from '../../src/views/panel/examples.ts';
import { renderPanel } from '../../src/views/panel/panel.ts';
import { canvasFaults } from '../support/canvas-schema.ts';
import { leaves, listHoldings } from '../support/database/stored.ts';
import { fromInbox, knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const MARKUP = '<img src=x onerror=alert(1)>"\'<script>alert(1)</script>&amp;';
const values = { markup: `${MARKUP}\0.`, 'ten thousand characters': 'W'.repeat(10_000) };

/** Consent is withdrawn at the end: nothing could be sent to them afterwards. */
const last = ['opt-out', 'resume'];

interface Component {
  type: string;
  id?: string;
  action?: { type: string };
  items?: readonly { type: string; id?: string; action?: { type: string } }[];
}

/** Each field with each click that stands beside it on any screen; clicks on one text or template are about no typed words. */
function pairsOf(): { field: string; click: string }[] {
  const pairs = examples.flatMap(({ state }) => {
    const components: readonly Component[] = renderPanel(state).canvas.content.components;
    const fields = components
      .filter(({ type }) => ['input', 'textarea', 'dropdown'].includes(type))
      .map(({ id }) => id ?? '');
    const clickable = components
      .flatMap((one) => [one, ...(one.items ?? [])])
      .filter(({ action }) => action?.type === 'submit');
    const clicks = clickable.map(({ id = '' }) => id).filter((id) => !/[\da-f]{8}-|macro-|\+\d/.test(id));
    return fields.flatMap((field) => clicks.map((click) => `${field} ${click}`));
  });
  return [...new Set(pairs)]
    .map((pair) => ({ field: pair.split(' ')[0] ?? '', click: pair.split(' ')[1] ?? '' }))
    .sort((a, b) => last.indexOf(a.click) - last.indexOf(b.click));
}

describe('every field of the panel', () => {
  test('takes markup and ten thousand characters in full or not at all', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const conversation = { id: theo.conversation().id };
    const contact = { id: theo.conversation().contactIds[0] };
    const request = { workspace_id: WORKSPACE_ID, conversation, contact, admin: { id: theo.id } };
    const faults: string[] = [];
    for (const { field, click } of pairsOf())
      for (const [what, value] of Object.entries(values)) {
        // The text of the last click goes first, so that this one cannot stop it.
        if (last.includes(click)) await world.settle();
        const panel = await theo.opensPanel();
        await panel.sends('write');
        const typed = { body: 'Hi', sender: world.ourNumber, [field]: value };
        const asked = { ...request, component_id: click, input_values: typed, current_canvas: panel.current };
        const answer = await knock(world.serviceUrl, fromInbox('/canvas/submit', JSON.stringify(asked)));
        const wrong = answer.status === 200 ? canvasFaults(JSON.parse(answer.text)) : [`answered ${answer.status}`];
        faults.push(...wrong.map((fault) => `${click}, ${what} in ${field}: ${fault}`));
      }
    await world.settle();
    const whole = Object.values(values).map((value) => value.replace('\0', ''));
    const isCut = (words: string) => /onerror|W{12}/.test(words) && !whole.some((value) => words.includes(value));
    const holdings = await listHoldings(world.app.ctx.database.owner);
    // The index for the search has every word by itself.
    const stored = holdings.filter(({ table }) => table !== 'message_words').flatMap(({ row }) => leaves(row));
    expect(faults).toEqual([]);
    expect(stored.filter(isCut)).toEqual([]);
    expect(maya.sees().filter(isCut)).toEqual([]);
    expect(maya.sees()).toContain(whole[0]);
    const parts = world.workspace.parts(conversation.id).map(({ body }) => String(body));
    expect(parts.filter((body) => /<(img|script)/.test(body))).toEqual([]);
    expect(parts.join()).toContain('&lt;img src=x');
  });
});
