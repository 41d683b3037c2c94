// Changes consent for a system of the workspace's own, with the source that it names as evidence.
import { isByHand } from '../../domain/consent/consent.ts';
import { personOf } from '../../domain/numbers/person.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { takeRows } from '../../store/texts/consent-imports.ts';
import { EVERY_SENDER, findConsent, lockPerson } from '../../store/texts/consents.ts';
import { nowOf, type Storing, type Timed, transact } from '../context.ts';
import { resumeByHand } from './change-consent.ts';
import { syncPeople } from './sync-subscription.ts';

/** `keyName`: of the API key, which stands in the evidence. */
export interface SaidByKey {
  address: string;
  reason: string;
  keyName: string;
}

/** `stopped`: the customer opted out by their own word, and only another one undoes that. */
export type ConsentOutcome = 'changed' | 'as-before' | 'stopped';

/** One row of a list, as from a file: the same word said twice adds nothing. */
export async function changeByKey(
  ctx: Storing & Timed,
  workspace: Workspace,
  { address: said, optedOut, reason, keyName }: SaidByKey & { optedOut: boolean },
): Promise<ConsentOutcome> {
  const { id: workspaceId } = workspace;
  const address = personOf(said);
  return transact(ctx, async (unit) => {
    await lockPerson(unit.trx, workspaceId, address);
    const before = await findConsent(unit.trx, { workspaceId, address, sender: EVERY_SENDER }, 'number');
    const isKnown = before.at !== null && isByHand(before.source) && before.reason === reason;
    if (isKnown && before.optedOut === optedOut && (optedOut || before.optedIn === true)) return 'as-before';
    const row = { id: ctx.newId(), address, optedOut, at: nowOf(ctx), reason };
    const { stopped } = await takeRows(unit.trx, { workspaceId, fileName: `API: ${keyName}`, adminId: null }, [row]);
    if (stopped.size > 0) return 'stopped';
    await syncPeople(unit, workspaceId, [...new Set([said, address])], false);
    return 'changed';
  });
}

/** Ends an opt-out that somebody of the workspace made; it is no consent. */
export async function endOptOutByKey(
  ctx: Storing & Timed,
  workspace: Workspace,
  { address, reason, keyName }: SaidByKey,
): Promise<ConsentOutcome> {
  const { id: workspaceId } = workspace;
  const before = await findConsent(ctx.db, { workspaceId, address, sender: EVERY_SENDER }, 'number');
  const change = { workspaceId, address, adminId: null, conversationId: null, sender: '' };
  const said = { reason, origin: `API: ${keyName}`, scope: workspace.settings.consentScope };
  if (!(await resumeByHand(ctx, { ...change, ...said }))) return 'stopped';
  return before.optedOut ? 'changed' : 'as-before';
}
