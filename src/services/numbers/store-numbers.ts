// Stores a choice of numbers: a number belongs to one workspace, and a second one learns that it is taken, but not by whom.
import { isDeepStrictEqual } from 'node:util';
import type { HistoryEntry } from '../../domain/settings/history.ts';
import type { NotSaved } from '../../domain/settings/saved.ts';
import type { SenderChoice, ServiceChoice, Workspace } from '../../domain/workspace.ts';
import type { Db, Trx } from '../../store/database/database.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import { replaceServices } from '../../store/workspaces/messaging-services.ts';
import { findTaken, replaceSenders, takeNumbers } from '../../store/workspaces/senders.ts';
import { askForPrices } from '../account/read-prices.ts';
import { change, type Editor, problem, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

export interface NumberChoice {
  senders: readonly SenderChoice[];
  services: readonly ServiceChoice[];
}

/** Thrown to roll the transaction back. */
class NotStored extends Error {
  readonly why: NotSaved;

  constructor(why: NotSaved) {
    super('not-stored');
    this.why = why;
  }
}

/**
 * Stores the choice that `choose` makes for the workspace as it is now, which may differ from the one that was read before
 * Twilio was asked. Null where the choice was stored.
 */
export async function storeNumbers(
  ctx: SettingsContext,
  editor: Editor,
  entry: HistoryEntry,
  choose: (current: Workspace) => NumberChoice | NotSaved,
): Promise<NotSaved | null> {
  try {
    await change(ctx, editor, entry, async (trx, { workspace: current }, unit) => {
      const choice = choose(current);
      if ('problems' in choice) throw new NotStored(choice);
      await takeOver(ctx, trx, current.id, choice);
      if (isDeepStrictEqual(choiceIn(current), choice)) return false;
      await replaceSenders(trx, current.id, choice.senders);
      await askForPrices(unit, current.id);
      return replaceServices(trx, current.id, choice.services);
    });
  } catch (error) {
    if (error instanceof NotStored) return error.why;
    throw error;
  }
  return null;
}

/** Looks before anything is done at Twilio. A number that is taken at the same moment is noticed when it is stored. */
export function refuseTaken(
  ctx: SettingsContext,
  { workspace }: Editor,
  choice: NumberChoice,
): Promise<NotSaved | null> {
  return whyTaken(ctx.database.owner, workspace.id, choice);
}

/** Finds those of these addresses that are another workspace's by now. */
export function takenFrom(ctx: SettingsContext, workspaceId: string, addresses: readonly string[]): Promise<string[]> {
  return findTaken(ctx.database.owner, workspaceId, addresses);
}

async function takeOver(ctx: SettingsContext, trx: Trx, workspaceId: string, choice: NumberChoice): Promise<void> {
  const addresses = choice.senders.map(({ address }) => address);
  await ctx.database.leave(trx);
  for (const { address, workspaceId: former } of await takeNumbers(trx, workspaceId, addresses)) {
    const entry = { kind: 'number-lost', address } as const;
    await insertAudit(trx, { workspaceId: former, id: ctx.newId(), adminId: null, entry, at: nowOf(ctx) });
  }
  const taken = await whyTaken(trx, workspaceId, choice);
  if (taken) throw new NotStored(taken);
  await ctx.database.enter(trx, workspaceId);
}

async function whyTaken(db: Db, workspaceId: string, { senders, services }: NumberChoice): Promise<NotSaved | null> {
  const taken = await findTaken(
    db,
    workspaceId,
    senders.map(({ address }) => address),
  );
  const sender = senders.find(({ address }) => taken.includes(address));
  if (!sender) return null;
  const service = sender.isChosen ? undefined : services.find(({ sid }) => sid === sender.serviceSid);
  const found = { kind: 'number-taken', address: sender.address, service: service?.name ?? null } as const;
  return problem(found, service ? 'service' : 'number');
}

export function choiceIn({ senderDetails, services }: Workspace): NumberChoice {
  const senders = senderDetails.map(({ webhookBefore: _before, sendsMedia: _ofTwilio, ...choice }) => choice);
  return { senders, services: services.map(({ webhookBefore: _before, ...choice }) => choice) };
}
