// Webhooks signed by the wrong account, sent to the wrong address, or about another's rows.
import { topics } from '../../src/intercom/topics.ts';
import { conversation, conversationPart, notificationEvent, withParts } from '../fixtures/intercom-webhooks.ts';
import { listHoldings } from '../support/database/stored.ts';
import { type Fields, fromIntercom, fromTwilio, notification, textFields } from '../support/door.ts';
import { type Attempt, withHeaders } from './credentials.ts';
import type { Cast, Tenant } from './tenants.ts';

const pathOf = ({ workspace }: Tenant, kind: string) => `/webhooks/twilio/${workspace.id}/${kind}`;

function textTo(tenant: Tenant, changes: Record<string, string> = {}): Fields {
  return textFields(77, {
    AccountSid: tenant.accountSid,
    From: tenant.customers[0].number,
    To: tenant.number,
    Body: 'Nobody wrote this',
    ...changes,
  });
}

/** The same crossings for texts and for statuses. */
function crossings({ world, victim, stranger }: Cast, kind: string, fields: (tenant: Tenant) => Fields): Attempt[] {
  const { serviceUrl } = world;
  const [to, from] = [pathOf(victim, kind), pathOf(stranger, kind)];
  const sign = (path: string, signed: Fields, by: Tenant) => fromTwilio(serviceUrl, path, signed, by.authToken);
  return [
    { what: 'another account’s token, in the victim’s name', status: 401, request: sign(to, fields(victim), stranger) },
    { what: 'another account’s token, in its own name', status: 401, request: sign(to, fields(stranger), stranger) },
    { what: 'the right token for another account', status: 401, request: sign(to, fields(stranger), victim) },
    {
      what: 'what was signed for another webhook',
      status: 401,
      request: { ...sign(from, fields(stranger), stranger), path: to },
    },
    {
      what: 'what was signed for the victim’s webhook, at another',
      status: 401,
      request: { ...sign(to, fields(victim), victim), path: from },
    },
    {
      what: 'what was signed without its query',
      status: 401,
      request: { ...sign(to, fields(victim), victim), path: `${to}?message=${'0'.repeat(8)}` },
    },
    {
      what: 'another spelling of the victim’s address',
      status: 404,
      request: sign(to.replace(victim.workspace.id, victim.workspace.id.toUpperCase()), fields(victim), victim),
    },
  ];
}

export async function textAttempts(cast: Cast): Promise<Attempt[]> {
  const { world, victim, stranger } = cast;
  const own = pathOf(stranger, 'messages');
  const sign = (fields: Fields) => fromTwilio(world.serviceUrl, own, fields, stranger.authToken);
  const sids = victimRows(await listHoldings(world.app.ctx.database.owner), cast, 'messages').flatMap(
    ({ twilio_sid: sid }) => (typeof sid === 'string' ? [sid] : []),
  );
  return [
    ...crossings(cast, 'messages', (tenant) => textTo(tenant)),
    // These are its own texts, with any words.
    ...sids.map((sid) => ({
      what: 'its own text under the victim’s MessageSid',
      status: 200,
      request: sign(textTo(stranger, { MessageSid: sid })),
    })),
    {
      what: 'its own text to the victim’s number',
      status: 200,
      request: sign(textTo(stranger, { MessageSid: `SM${'d'.repeat(32)}`, To: victim.number, Body: 'STOP' })),
    },
  ];
}

export async function statusAttempts(cast: Cast): Promise<Attempt[]> {
  const { world, stranger } = cast;
  const status = (tenant: Tenant, MessageSid: string): Fields =>
    Object.entries({ MessageSid, AccountSid: tenant.accountSid, MessageStatus: 'failed', ErrorCode: '30007' });
  const messages = victimRows(await listHoldings(world.app.ctx.database.owner), cast, 'messages');
  return [
    ...crossings(cast, 'status', (tenant) => status(tenant, String(messages[0]?.['twilio_sid']))),
    ...messages.map(({ id, twilio_sid: sid }) => ({
      what: 'its own status of a text of the victim’s',
      status: 204,
      request: fromTwilio(
        world.serviceUrl,
        `${pathOf(stranger, 'status')}?message=${id}`,
        status(stranger, String(sid)),
        stranger.authToken,
      ),
    })),
  ];
}

export function victimRows(holdings: Awaited<ReturnType<typeof listHoldings>>, { victim }: Cast, table: string) {
  return holdings.filter((one) => one.table === table && one.workspaceId === victim.workspace.id).map(({ row }) => row);
}

/** Intercom signs for all workspaces with one secret: the workspace that is named is the only one that is touched. */
export function intercomAttempts({ victim, stranger }: Cast): Attempt[] {
  const items = victim.workspace.conversations().map((conversation) => itemsOf(victim, conversation.id));
  const signed = Object.entries(topics).flatMap(([topic, { item: about }]) =>
    items.map((item) => ({
      what: `${topic} of what is the victim’s, in the name of another workspace`,
      status: 200,
      request: fromIntercom(JSON.stringify(notification(topic, item[about], { app_id: stranger.workspace.id }))),
    })),
  );
  const [named] = items;
  const told = JSON.stringify(notification('contact.deleted', named?.contact, { app_id: victim.workspace.id }));
  const genuine = fromIntercom(told);
  return [
    ...signed,
    { what: 'another app’s secret', status: 401, request: fromIntercom(told, 'the secret of another app') },
    {
      what: 'the signature of another notification',
      status: 401,
      request: withHeaders(fromIntercom('{}'), { 'x-hub-signature': genuine.headers?.['x-hub-signature'] ?? '' }),
    },
  ];
}

/** As Intercom shows them, with a reply that an admin of the victim’s is said to have written. */
function itemsOf(
  { workspace, customers }: Tenant,
  id: string,
): Record<(typeof topics)[keyof typeof topics]['item'], object> {
  const [contactId] = workspace.conversation(id).contactIds;
  const [author] = workspace.admins;
  const contact = { type: 'contact', id: contactId, role: 'user', phone: '+14155559999', name: 'Renamed' };
  const part = conversationPart({
    id: `99${id}`,
    body: '<p>Nobody replied so</p>',
    created_at: notificationEvent.created_at,
    author: { type: 'admin', id: author?.id, name: author?.name },
  });
  const exchange = conversation({
    id,
    state: 'closed',
    updated_at: notificationEvent.created_at,
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: contactId }] },
    ...withParts([part]),
  });
  const into = { ...contact, id: 'f'.repeat(24), phone: customers[1].number };
  return {
    exchange,
    redacted: exchange,
    contact,
    'conversation-deleted': { id },
    'contact-gone': { id: contactId },
    subscription: { type: 'subscription', contact },
    tagged: { type: 'contact_tag', tag: { type: 'tag', id: '1', name: 'vip' }, contact },
    'contact-merged': { ...into, merged_from: { id: contactId } },
  };
}
