// Any click in the panel, with any words and any memory, gets a canvas that Intercom takes.
import fc from 'fast-check';
import { WORKSPACE_ID, type World } from '../../src/simulator/world.ts';
import { canvasFaults } from '../support/canvas-schema.ts';
import { countRows } from '../support/database/stored.ts';
import { type Answer, fromInbox, knock } from '../support/door.ts';
import { describe, expect, test } from '../support/jest-globals.ts';
import { closeStages, stage } from '../support/story.ts';

closeStages();

const uuid = '018e0000-0000-7000-8000-000000000001';

const ids = fc.oneof(
  fc.constantFrom(
    ...['home', 'refresh', 'texts', 'write', 'check', 'simplify', 'send', 'number', 'later', 'scheduled', 'consent'],
    ...[
      'signature',
      'merge.a.b',
      'merge-now.a.b',
      'save-signature',
      'opt-out',
      'resume',
      'resume-automatic',
      'templates.1',
      'senders.3',
      'search-templates',
      'use-typed-number',
      'schedule-typed',
      'schedule-at.1768035600000',
      'choose-time.1768035600000',
    ],
    ...['schedule.hour', 'schedule.monday', 'template.macro-1', 'use-sender.+14155550100', 'use-number.+14155550177'],
    ...[`text.${uuid}`, `texts.${uuid}`, `again.${uuid}`, `fix-number.${uuid}`, `edit-failed.${uuid}`],
    ...[
      `cancel-scheduled.${uuid}`,
      `edit-scheduled.${uuid}`,
      `undo-cancel.${uuid}`,
      'an-id-of-an-earlier-version',
      '',
      'send.twice',
    ],
  ),
  fc.string({ unit: 'binary' }),
);

const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    'Hello',
    '{{contact.first_name}}',
    '[a](https://evil.example)',
    '\u0000',
    '\ud800',
    'x'.repeat(30_000),
  ),
  fc.jsonValue(),
);

const inputs = fc.oneof(
  fc.record(
    {
      body: typed,
      sender: typed,
      'use-typed-number': typed,
      'schedule-typed': typed,
      reason: typed,
      signature: typed,
      'search-templates': typed,
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue(),
);

const kept = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      nonce: fc.oneof(fc.constant(uuid), fc.string()),
      draft: fc.oneof(
        fc.string(),
        fc
          .record({ body: typed, to: typed, sender: typed, retryOf: typed, editing: typed })
          .map((draft) => JSON.stringify(draft)),
      ),
    },
    { requiredKeys: [] },
  ),
);

function faultsOf(answer: Answer): readonly string[] {
  if (answer.status !== 200) return [`answered ${answer.status}: ${answer.text}`];
  return canvasFaults(JSON.parse(answer.text));
}

async function click(world: World, request: object): Promise<Answer> {
  return knock(
    world.serviceUrl,
    fromInbox('/canvas/submit', JSON.stringify({ workspace_id: WORKSPACE_ID, ...request })),
  );
}

describe('a click in the panel', () => {
  test('gets a canvas that Intercom takes, whatever was clicked or typed', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const conversation = { id: theo.conversation().id };
    const [contact] = theo.conversation().contactIds;
    await fc.assert(
      fc.asyncProperty(ids, inputs, kept, async (component_id, input_values, stored_data) => {
        const request = { conversation, contact: { id: contact }, admin: { id: theo.id }, component_id, input_values };
        expect(faultsOf(await click(world, { ...request, current_canvas: { stored_data } }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
    await world.settle();
  });

  test('in an unknown workspace changes nothing and invites to set it up', async () => {
    const { world } = await stage();
    const before = await countRows(world.app.ctx.database.owner);
    const answer = await click(world, { workspace_id: 'nobodys', component_id: 'send', conversation: { id: '1' } });
    expect(faultsOf(answer)).toEqual([]);
    expect(answer.text).toContain('/install"');
    const { text } = await click(world, { workspace_id: 'nobodys', workspace_region: 'EU', component_id: 'send' });
    expect(text).toContain('/install?region=eu');
    expect(await countRows(world.app.ctx.database.owner)).toEqual(before);
  });

  test('without a nonce of ours sends nothing', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    const conversation = { id: theo.conversation().id };
    const answer = await click(world, { conversation, component_id: 'send', input_values: { body: 'Hi' } });
    expect(faultsOf(answer)).toEqual([]);
    expect(answer.text).toContain('Press Send once more');
    await world.settle();
    expect(maya.sees()).toEqual([]);
  });

  test('with a revoked token shows texts, and names what is missing', async () => {
    const { world, maya, theo } = await stage();
    maya.texts('Hello?');
    await world.settle();
    world.workspace.revokeToken();
    const conversation = { id: theo.conversation().id };
    const shown = await click(world, { conversation, component_id: 'refresh' });
    expect(shown.text).toContain('Hello?');
    const templates = await click(world, { conversation, component_id: 'templates.1' });
    expect(faultsOf(templates)).toEqual([]);
    expect(templates.text).toContain('macros cannot be shown');
  });
});
