// Learns from the texts of a workspace which countries it texts, where it was there before countries had to be allowed.
import { countriesOf } from '../../domain/numbers/destination.ts';
import { historyOf } from '../../domain/settings/facts.ts';
import { choicesOf } from '../../domain/settings/settings.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { listTexted } from '../../store/texts/message-lists.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { change, type SettingsContext } from '../changes/change.ts';
import { nowOf } from '../context.ts';

const LEARNT_MS = 90 * 86_400_000;

/** The countries that were texted lately, besides those of our own numbers; in the order of their codes. */
export async function textedCountries(
  ctx: Pick<SettingsContext, 'db' | 'clock'>,
  workspace: Workspace,
): Promise<string[]> {
  const since = new Date(nowOf(ctx).getTime() - LEARNT_MS);
  const texted = countriesOf(await listTexted(ctx.db, workspace.id, since));
  const ours = countriesOf(workspace.senders);
  return [...texted, ...workspace.settings.allowedCountries].filter((country) => !ours.has(country)).toSorted();
}

/** Allows them from now on, with a line in the history. Until then no country is closed. */
export async function learnCountries(ctx: SettingsContext, { workspaceId }: { workspaceId: string }): Promise<void> {
  const workspace = await ctx.workspaces.find(workspaceId);
  if (!workspace?.learnsCountries) return;
  const allowedCountries = [...new Set(await textedCountries(ctx, workspace))];
  const choices = { allowedCountries };
  const entry = historyOf(choicesOf(workspace), choices);
  await change(ctx, { workspace, adminId: null }, entry, async (trx, { workspace: current }) => {
    // An admin has chosen meanwhile.
    if (!current.learnsCountries) return false;
    await updateWorkspace(trx, workspaceId, { settings: choices, state: { learnsCountries: false } });
    return true;
  });
}
