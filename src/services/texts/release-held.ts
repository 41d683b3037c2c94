// Releases texts that a limit held, when an admin says so: back into their threads' lines, in the order in which they were written.

import { dayIn } from '../../domain/texts/figures.ts';
import type { ReleaseHow } from '../../domain/texts/spend.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { lockHeld, putBack } from '../../store/texts/held-texts.ts';
import { lockMessage } from '../../store/texts/messages.ts';
import { listParts } from '../../store/texts/part-texts.ts';
import { lockSpendDay, updateSpendDay } from '../../store/texts/spend-days.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';
import { toLine } from './release-texts.ts';

/**
 * Releases every text that a limit holds to this country; returns how many. `raised`: how often the day was raised before, as
 * the admin saw it, so that two clicks raise it once.
 */
export async function releaseHeld(
  ctx: Timed,
  unit: Unit,
  workspace: Workspace,
  { country, how, raised }: { country: string; how: ReleaseHow; raised: number },
): Promise<number> {
  const at = nowOf(ctx);
  const of = { workspaceId: workspace.id, country, day: dayIn(at, workspace.timezone) };
  // Whoever holds a text locks the day first, so that none is held behind our back.
  const day = await lockSpendDay(unit.trx, of, at);
  const change =
    how === 'lift' ? { isLifted: true } : how === 'raise' && day.raised === raised ? { raised: raised + 1 } : {};
  await updateSpendDay(unit.trx, of, { ...change, heldSince: null });
  const held = await lockHeld(unit.trx, workspace.id, { heldFor: 'limit', country });
  const ids = held.map(({ id }) => id);
  await putBack(unit.trx, workspace.id, ids, { at, ignoresLimits: false });
  await toLine(unit, workspace, held);
  return held.length;
}

/** Releases one text alone, whatever the limit is. False where it is not held for one. */
export async function releaseOne(ctx: Timed, unit: Unit, workspace: Workspace, messageId: string): Promise<boolean> {
  const first = await lockMessage(unit.trx, workspace.id, { id: messageId, sid: '' });
  if (first?.state !== 'held' || first.heldFor === null) return false;
  const parts = (await listParts(unit.trx, first)).filter(({ state, heldFor }) => state === 'held' && heldFor !== null);
  const ids = parts.map(({ id }) => id);
  await putBack(unit.trx, workspace.id, ids, { at: nowOf(ctx), ignoresLimits: true });
  await toLine(unit, workspace, parts);
  return true;
}
