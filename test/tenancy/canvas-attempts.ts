// The panel, asked by Intercom itself for one workspace, with ids of another's in every place that an id can have.
import type { PanelAction } from '../../src/domain/panel-action.ts';
import { fieldIds, idOf } from '../../src/views/panel/ids.ts';
import { listHoldings } from '../support/database/stored.ts';
import { type CanvasPath, fromInbox, fromIntercom, type Knock } from '../support/door.ts';
import { type Attempt, withHeaders } from './credentials.ts';
import type { Cast } from './tenants.ts';
import { victimRows } from './webhook-attempts.ts';

type Clicks = { readonly [Name in PanelAction['do']]: readonly Extract<PanelAction, { do: Name }>[] };

export async function canvasAttempts(cast: Cast, path: CanvasPath): Promise<Attempt[]> {
  const { world, victim, stranger } = cast;
  const holdings = await listHoldings(world.app.ctx.database.owner);
  const idsIn = (table: string) => victimRows(holdings, cast, table).map((row) => String(row['id']));
  const [messages, sends, templates] = [idsIn('messages'), idsIn('sends'), idsIn('templates')];
  const [admin] = victim.workspace.admins;
  const own = stranger.workspace.conversations().map(({ id, contactIds }) => ({ id, contactId: contactIds[0] }));
  const theirs = victim.workspace.conversations().map(({ id, contactIds }) => ({ id, contactId: contactIds[0] }));
  const ask = (conversation: string | undefined, contact: string | undefined, more: object = {}) =>
    fromInbox(
      path,
      JSON.stringify({
        workspace_id: stranger.workspace.id,
        admin: { id: admin?.id },
        conversation: { id: conversation },
        contact: { id: contact },
        ...more,
      }),
    );
  const places = [
    ...theirs.map(({ id, contactId }) => ({ what: 'the victim’s conversation and contact', place: [id, contactId] })),
    ...theirs.map(({ contactId }) => ({ what: 'the victim’s contact', place: [undefined, contactId] })),
    ...own.map(({ id }) => ({ what: 'its own conversation, the victim’s contact', place: [id, theirs[0]?.contactId] })),
  ] as const;
  const shown = places.map(({ what, place: [id, contact] }) => ({ what, status: 200, request: ask(id, contact) }));
  if (path === '/canvas/initialize') return [...forgeries(cast, path), ...shown];
  const clicks = Object.values(clicksOn(cast, messages, sends, templates)).flat();
  const memories = sends.map((send, index) => memoryOf(cast, send, messages[index] ?? send));
  // A panel's memory is believed beside its own conversation rather than beside another.
  const asked = [
    ...places.slice(0, 1).map((place) => [place, [{}]] as const),
    ...places.slice(-1).map((place) => [place, memories] as const),
  ];
  const clicked = asked.flatMap(
    ([
      {
        what,
        place: [id, contact],
      },
      kept,
    ]) =>
      clicks.flatMap((click) =>
        kept.map((stored_data) => ({
          what: `a click on ${idOf(click)} beside ${what}${Object.keys(stored_data).length > 0 ? ', keeping what is the victim’s' : ''}`,
          status: 200,
          request: ask(id, contact, {
            component_id: idOf(click),
            current_canvas: { stored_data },
            input_values: Object.fromEntries(fieldIds.map((field) => [field, typedIn(cast, field)])),
          }),
        })),
      ),
  );
  return [...forgeries(cast, path), ...clicked];
}

/** In the name of the victim, by somebody without the app's secret. */
function forgeries({ victim }: Cast, path: CanvasPath): Attempt[] {
  const [conversation] = victim.workspace.conversations();
  const asked = JSON.stringify({
    workspace_id: victim.workspace.id,
    admin: { id: victim.workspace.admins[0]?.id },
    conversation: { id: conversation?.id },
    contact: { id: conversation?.contactIds[0] },
    component_id: 'texts',
  });
  const signed = (body: string) => fromInbox(path, body).headers?.['x-body-signature'] ?? '';
  const refused = (what: string, request: Knock): Attempt => ({ what, status: 401, request });
  return [
    refused('another app’s secret', fromInbox(path, asked, 'the secret of another app')),
    refused(
      'the signature of another request',
      withHeaders(fromInbox(path, asked), { 'x-body-signature': signed('{}') }),
    ),
    refused('the signature of a webhook', { ...fromIntercom(asked), path }),
  ];
}

/** Every click there is, each on something of the victim's. */
function clicksOn({ victim }: Cast, messages: string[], sends: string[], templates: string[]): Clicks {
  const onMessages = <Name extends PanelAction['do']>(name: Name) => messages.map((id) => ({ do: name, id }));
  const onSends = <Name extends PanelAction['do']>(name: Name) => sends.map((id) => ({ do: name, id }));
  const contacts = victim.workspace.contacts().map(({ id }) => id);
  const pairs = [[contacts[0] ?? 'a', contacts[1] ?? 'b']] as const;
  return {
    home: [{ do: 'home' }],
    refresh: [{ do: 'refresh' }],
    texts: [{ do: 'texts', olderThan: null }, ...messages.map((olderThan) => ({ do: 'texts', olderThan }) as const)],
    'open-text': onMessages('open-text'),
    write: [{ do: 'write' }],
    check: [{ do: 'check' }],
    simplify: [{ do: 'simplify' }],
    send: [{ do: 'send' }],
    templates: [{ do: 'templates', page: 1 }],
    'search-templates': [{ do: 'search-templates' }],
    'use-template': templates.map((id) => ({ do: 'use-template', id })),
    senders: [{ do: 'senders', page: 1 }],
    'search-senders': [{ do: 'search-senders' }],
    'use-sender': [{ do: 'use-sender', address: victim.number }],
    number: [{ do: 'number' }],
    'use-number': [{ do: 'use-number', address: victim.customers[0].number }],
    'use-typed-number': [{ do: 'use-typed-number' }],
    again: onMessages('again'),
    arrived: onMessages('arrived'),
    'send-now': onMessages('send-now'),
    'edit-failed': onMessages('edit-failed'),
    'another-number': onMessages('another-number'),
    'fix-number': onMessages('fix-number'),
    later: [{ do: 'later' }],
    schedule: [{ do: 'schedule', preset: 'tomorrow' }],
    'schedule-typed': [{ do: 'schedule-typed' }],
    'choose-time': [{ do: 'choose-time', at: Date.UTC(2026, 0, 10) }],
    'schedule-at': [{ do: 'schedule-at', at: Date.UTC(2026, 0, 10) }],
    scheduled: [{ do: 'scheduled' }],
    'open-scheduled': onSends('open-scheduled'),
    'edit-scheduled': onSends('edit-scheduled'),
    'cancel-scheduled': onSends('cancel-scheduled'),
    merge: pairs.map(([lead, user]) => ({ do: 'merge', lead, user }) as const),
    'merge-now': pairs.map(([lead, user]) => ({ do: 'merge-now', lead, user }) as const),
    signature: [{ do: 'signature' }],
    'save-signature': [{ do: 'save-signature' }],
    'undo-cancel': onSends('undo-cancel'),
    consent: [{ do: 'consent' }],
    'opt-out': [{ do: 'opt-out' }],
    'opt-out-by': onMessages('opt-out-by'),
    resume: [{ do: 'resume' }],
    'resume-automatic': [{ do: 'resume-automatic' }],
  };
}

/** As the panel of the victim would keep it while that text is being changed. */
function memoryOf({ victim }: Cast, send: string, message: string): Record<string, string> {
  const [customer] = victim.customers;
  return {
    nonce: send,
    body: 'Taken over',
    to: customer.number,
    sender: victim.number,
    retry_of: message,
    editing: send,
  };
}

function typedIn({ victim }: Cast, field: string): string {
  if (field === 'sender') return victim.number;
  return field === 'use-typed-number' ? victim.customers[0].number : field === 'schedule-typed' ? 'in 3 days' : 'a';
}
