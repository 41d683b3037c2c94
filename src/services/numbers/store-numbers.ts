// The choice of numbers is stored: a number belongs to one workspace, and who wants it second is told, but not by whom it is used.
import { isDeepStrictEqual } from 'node:util';
import { nationalForm } from '../../domain/numbers/phone-number.ts';
import type { SenderChoice, ServiceChoice, Workspace } from '../../domain/workspace.ts';
import type { Db, Trx } from '../../store/database/database.ts';
import { insertAudit } from '../../store/workspaces/audit.ts';
import { replaceServices } from '../../store/workspaces/messaging-services.ts';
import { findTaken, replaceSenders, takeNumbers } from '../../store/workspaces/senders.ts';
import { change, type Editor, problem, type Refused, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

export interface NumberChoice {
  senders: readonly SenderChoice[];
  services: readonly ServiceChoice[];
}

/** Ends the transaction, so that nothing of it stays. */
class NotStored extends Error {
  readonly why: Refused;

  constructor(why: Refused) {
    super('The numbers were not stored.');
    this.why = why;
  }
}

/**
 * `choose` is given the workspace as it is now and stays meanwhile: what was read before a vendor was asked is old. Null where
 * the choice stands.
 */
export async function storeNumbers(
  ctx: SettingsContext,
  editor: Editor,
  what: string,
  choose: (current: Workspace) => NumberChoice | Refused,
): Promise<Refused | null> {
  try {
    await change(ctx, editor, what, async (trx, { workspace: current }) => {
      const choice = choose(current);
      if ('problems' in choice) throw new NotStored(choice);
      await takeOver(ctx, trx, current.id, choice);
      if (isDeepStrictEqual(choiceIn(current), choice)) return false;
      await replaceSenders(trx, current.id, choice.senders);
      return replaceServices(trx, current.id, choice.services);
    });
  } catch (error) {
    if (error instanceof NotStored) return error.why;
    throw error;
  }
  return null;
}

/** Asked before anything is done at Twilio. What is taken in the same moment is seen when it is stored. */
export function refuseTaken(
  ctx: SettingsContext,
  { workspace }: Editor,
  choice: NumberChoice,
): Promise<Refused | null> {
  return whyTaken(ctx.database.owner, workspace.id, choice);
}

/** Which of these are another workspace's by now. */
export function takenFrom(ctx: SettingsContext, workspaceId: string, addresses: readonly string[]): Promise<string[]> {
  return findTaken(ctx.database.owner, workspaceId, addresses);
}

async function takeOver(ctx: SettingsContext, trx: Trx, workspaceId: string, choice: NumberChoice): Promise<void> {
  const addresses = choice.senders.map(({ address }) => address);
  await ctx.database.leave(trx);
  for (const { address, workspaceId: former } of await takeNumbers(trx, workspaceId, addresses)) {
    const what = `Another workspace took ${address}.`;
    await insertAudit(trx, { workspaceId: former, id: ctx.newId(), adminId: null, what, at: nowOf(ctx) });
  }
  const taken = await whyTaken(trx, workspaceId, choice);
  if (taken) throw new NotStored(taken);
  await ctx.database.enter(trx, workspaceId);
}

async function whyTaken(db: Db, workspaceId: string, { senders, services }: NumberChoice): Promise<Refused | null> {
  const taken = await findTaken(
    db,
    workspaceId,
    senders.map(({ address }) => address),
  );
  const sender = senders.find(({ address }) => taken.includes(address));
  if (!sender) return null;
  const service = sender.isChosen ? undefined : services.find(({ sid }) => sid === sender.serviceSid);
  const name = `${nationalForm(sender.address)}${service ? `, which is in ${service.name}` : ''}`;
  return problem(`Another workspace uses ${name}. It must let go of it first.`, service ? 'service' : 'number');
}

export function choiceIn({ senderDetails, services }: Workspace): NumberChoice {
  const chosen = <One extends { webhookBefore: unknown }>({ webhookBefore: _ofTwilio, ...choice }: One) => choice;
  return { senders: senderDetails.map(chosen), services: services.map(chosen) };
}
