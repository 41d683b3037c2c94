// Keeps a contact's subscription in Intercom and the person's consent in step, whichever of them changed.
import {
  heardIn,
  isSubscribed,
  type KeptSubscription,
  type SubscriptionType,
  wantedIn,
} from '../../domain/consent/subscription.ts';
import { type NewJob, newJob } from '../../domain/jobs/jobs.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { IntercomClient } from '../../intercom/calls/client.ts';
import { isContactArchived, isGone } from '../../intercom/calls/errors.ts';
import { findContact, upsertContacts } from '../../store/conversations/contacts.ts';
import {
  findSubscription,
  keepSubscription,
  listContactsAfter,
  listContactsOf,
  readWords,
} from '../../store/conversations/subscriptions.ts';
import { EVERY_SENDER, lockPerson, writeConsent } from '../../store/texts/consents.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { orWithout } from '../credentials/or-without.ts';

/** Contacts whose jobs are enqueued at once. */
const PAGE = 500;

interface Subscriber {
  workspaceId: string;
  contactId: string;
}

/** Asked for as often as anything may have changed: it reads Intercom, and does what is still to be done. */
export async function syncSubscription(ctx: Context, input: Subscriber & { isBulk: boolean }): Promise<void> {
  const workspace = await ctx.workspaces.get(input.workspaceId);
  const { subscription: type } = workspace.settings;
  if (type === null) return;
  const intercom = ctx.intercom(workspace, { rank: input.isBulk ? 'bulk' : 'automation' });
  await orWithout(ctx, workspace, 'subscriptions', async () => {
    try {
      await sync(ctx, workspace, intercom, { ...input, type });
    } catch (error) {
      // There is nobody left who could be subscribed.
      if (!isGone(error) && !isContactArchived(error)) throw error;
    }
  });
}

async function sync(
  ctx: Context,
  workspace: OpenWorkspace,
  intercom: IntercomClient,
  { workspaceId, contactId, type }: Subscriber & { type: SubscriptionType },
): Promise<void> {
  const address = await numberOf(ctx, workspace, intercom, contactId);
  if (address === null) return;
  const isListed = await intercom.isSubscriptionListed(contactId, type.id);
  const seen = { isListed, isSubscribed: isSubscribed(type, isListed) };
  const wanted = await hear(ctx, { workspaceId, contactId, type, address, seen });
  if (wanted === null) return;
  // The choice that we are about to make is kept first: otherwise it would be taken for somebody else's.
  await intercom.setSubscription(contactId, type, wanted);
  await keepSubscription(ctx.db, workspaceId, contactId, { typeId: type.id, isSubscribed: wanted, making: null });
}

interface Hearing extends Subscriber {
  type: SubscriptionType;
  address: string;
  seen: { isListed: boolean; isSubscribed: boolean };
}

/** Records what somebody chose in Intercom. Returns the choice to make there, kept as begun; null: it stands as it should. */
function hear(ctx: Context, { workspaceId, contactId, type, address, seen }: Hearing): Promise<boolean | null> {
  const person = personOf(address);
  const addresses = [...new Set([address, person])];
  return transact(ctx, async ({ trx }) => {
    await lockPerson(trx, workspaceId, address);
    const kept = await findSubscription(trx, workspaceId, contactId, type.id);
    const heard = heardIn(kept, seen, (await readWords(trx, workspaceId, addresses)).isOptedOut);
    if (heard !== null)
      await writeConsent(trx, {
        workspaceId,
        id: ctx.newId(),
        address: person,
        sender: EVERY_SENDER,
        optedOut: heard === 'unsubscribed',
        source: 'subscription',
        messageId: null,
        origin: type.name,
        at: nowOf(ctx),
      });
    const wanted = wantedIn(type, await readWords(trx, workspaceId, addresses));
    const making = wanted === seen.isSubscribed ? null : wanted;
    const now: KeptSubscription = { typeId: type.id, isSubscribed: seen.isSubscribed, making };
    await keepSubscription(trx, workspaceId, contactId, now);
    return making;
  });
}

/** The contact's number; Intercom is asked for a contact whom we never met, who is kept from then on. */
async function numberOf(
  ctx: Context,
  workspace: OpenWorkspace,
  intercom: IntercomClient,
  contactId: string,
): Promise<string | null> {
  const known = await findContact(ctx.db, workspace.id, contactId);
  if (known) return known.gone ? null : known.address;
  const contact = await intercom.getContact(contactId);
  const address = numberIn(contact.phone, countryFor(workspace, preferredSender(workspace, null)));
  if (address === null || contact.id !== contactId) return null;
  const { role, name, hasEmail, seenAt, zones } = contact;
  const isExact = /^\s*(\+|00)/.test(contact.phone ?? '');
  const row = { workspaceId: workspace.id, contactId, role, name, address, isExact, hasEmail, seenAt, zones };
  await upsertContacts(ctx.db, [{ ...row, changedAt: nowOf(ctx) }]);
  return address;
}

/** An admin linked a type: every contact with a number is looked at, a page of them at a time. */
export async function linkSubscriptions(ctx: Context, input: { workspaceId: string; after: string }): Promise<void> {
  const { workspaceId, after } = input;
  const { settings } = await ctx.workspaces.get(workspaceId);
  if (settings.subscription === null) return;
  const ids = await listContactsAfter(ctx.db, workspaceId, after, PAGE);
  const last = ids.at(-1);
  const jobs = ids.map((contactId) => syncJob({ workspaceId, contactId }, true));
  const next = ids.length < PAGE || last === undefined ? [] : [linkJob(workspaceId, last)];
  await transact(ctx, ({ enqueue }) => enqueue([...jobs, ...next]));
}

export function linkJob(workspaceId: string, after = ''): NewJob {
  return newJob('link-subscriptions', { workspaceId, after }, { rank: 'bulk' });
}

export function syncJob({ workspaceId, contactId }: Subscriber, isBulk: boolean): NewJob {
  const given = { workspaceId, contactId, isBulk };
  return newJob('sync-subscription', given, { rank: isBulk ? 'bulk' : 'automation' });
}

/** The consent of these people has changed: their contacts follow. */
export async function syncPeople(
  unit: Unit,
  workspaceId: string,
  addresses: readonly string[],
  isBulk: boolean,
): Promise<void> {
  const ids = await listContactsOf(unit.trx, workspaceId, addresses);
  if (ids.length > 0) await unit.enqueue(ids.map((contactId) => syncJob({ workspaceId, contactId }, isBulk)));
}
