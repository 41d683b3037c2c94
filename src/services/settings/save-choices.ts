// Saves choices of the workspace, and does what follows from the new ones.
import type { CommandOf } from '../../domain/settings/commands.ts';
import { historyOf } from '../../domain/settings/facts.ts';
import type { Done, Saved } from '../../domain/settings/saved.ts';
import { type Choices, choicesOf } from '../../domain/settings/settings.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { partThreads } from '../../store/conversations/related-threads.ts';
import type { Trx } from '../../store/database/database.ts';
import { updateWorkspace } from '../../store/workspaces/workspace-changes.ts';
import { type Changer, change, problem, type SettingsContext } from '../changes/change.ts';
import { linkJob } from '../consent/sync-subscription.ts';
import { nowOf } from '../context.ts';
import { readHoursJob } from '../texts/read-office-hours.ts';

export async function saveChoices(
  ctx: SettingsContext,
  editor: Changer,
  { choices: asked }: CommandOf<'save-choices'>,
): Promise<Saved> {
  const { workspace } = editor;
  const named = await withSubscription(ctx, workspace, asked);
  if (named === null) return problem({ kind: 'no-such-subscription' }, 'subscription');
  const choices = named;
  const { actingAdminId, timezone, ...settings } = choices;
  // The present teammate may stay, so that other changes need no permission to list teammates.
  const isNew = actingAdminId !== undefined && actingAdminId !== workspace.actingAdminId;
  if (isNew && !(await isTeammate(ctx, workspace, actingAdminId)))
    return problem({ kind: 'no-such-teammate' }, 'acting_admin');
  const columns = {
    ...(actingAdminId === undefined ? {} : { actingAdminId }),
    ...(timezone === undefined ? {} : { timezone }),
  };
  await change(ctx, editor, historyOf(choicesOf(workspace), choices), async (trx, { workspace: current }, unit) => {
    await updateWorkspace(trx, workspace.id, { ...columns, settings });
    // Also where it is chosen already: a save asks Intercom again.
    if (choices.officeHours === 'intercom') await unit.enqueue([readHoursJob(workspace.id)]);
    if (choices.subscription && choices.subscription.id !== current.settings.subscription?.id)
      await unit.enqueue([linkJob(workspace.id)]);
    await followUp(ctx, trx, current, choices);
  });
  return { ok: true, done: [doneOf(choices)] };
}

/** The choices with the type of texts as Intercom has it; null where it has no such type. The present one may stay. */
async function withSubscription(
  ctx: SettingsContext,
  workspace: Changer['workspace'],
  choices: Partial<Choices>,
): Promise<Partial<Choices> | null> {
  const { subscription } = choices;
  if (!subscription) return choices;
  const present = workspace.settings.subscription;
  if (present?.id === subscription.id) return { ...choices, subscription: present };
  const types = await ctx.intercom(workspace).listSubscriptionTypes();
  const type = types.find(({ id }) => id === subscription.id);
  return type === undefined ? null : { ...choices, subscription: type };
}

async function isTeammate(ctx: SettingsContext, workspace: Changer['workspace'], admin: string): Promise<boolean> {
  return (await ctx.intercom(workspace).listAdmins()).some(({ id }) => id === admin);
}

/** A tag of another name is looked up anew; new texts wait for those that are under way by the former rule of sharing. */
async function followUp(
  ctx: SettingsContext,
  trx: Trx,
  { id, settings: before }: Workspace,
  { tagName = before.tagName, threadPer = before.threadPer, allowedCountries }: Partial<Choices>,
): Promise<void> {
  // Whoever chooses them needs no learning from texts.
  if (allowedCountries !== undefined) await updateWorkspace(trx, id, { state: { learnsCountries: false } });
  if (tagName !== before.tagName) await updateWorkspace(trx, id, { tagId: null });
  if (threadPer === before.threadPer) return;
  await updateWorkspace(trx, id, { state: { threadPerSince: nowOf(ctx).toISOString() } });
  if (threadPer === 'sender') await partThreads(trx, id);
}

function doneOf({ isPaused }: Partial<Choices>): Done {
  if (isPaused === undefined) return { kind: 'saved' };
  return { kind: isPaused ? 'paused' : 'resumed' };
}
