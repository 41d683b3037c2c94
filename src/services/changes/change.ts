// Makes every change of settings: in one transaction with its line of the history, unless the form is out of date.
import { AppError } from '../../domain/errors.ts';
import type { Role } from '../../domain/role.ts';
import { changesSince, type FactChange, type Facts, partOfFacts } from '../../domain/settings/facts.ts';
import type { HistoryEntry, HistoryLine } from '../../domain/settings/history.ts';
import type { Done, NotSaved, Problem } from '../../domain/settings/saved.ts';
import type { Db, Trx } from '../../store/database/database.ts';
import { findClick, insertAudit } from '../../store/workspaces/audit.ts';
import { lockWorkspace, type StoredWorkspace } from '../../store/workspaces/workspaces.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { currentFacts } from './current-facts.ts';

export type SettingsContext = Context;

export interface Editor {
  workspace: OpenWorkspace;
  adminId: string;
  role: Role;
  /** The form that was sent, with the facts that it was opened with and when. Null facts: changes since then do not matter. */
  sent?: { form: string; facts: Facts | null; at?: Date | undefined; isPart?: boolean } | null;
  /** Identifies the click: the same one is never done twice. Null where a repetition does no harm. */
  click?: string | null;
}

/** Thrown where the same click was done already: a button was pressed twice, or the next page was loaded again. */
export class DoneAlready extends Error {
  readonly line: HistoryLine;

  constructor(line: HistoryLine) {
    super('done-already');
    this.line = line;
  }
}

/** Thrown where a form is saved whose facts are out of date; ends as a page that tells the changes. */
export class ChangedMeanwhile extends Error {
  readonly changes: readonly FactChange[];
  /** Done at a vendor before the conflict was seen. */
  readonly done: readonly Done[];

  constructor(changes: readonly FactChange[], done: readonly Done[] = []) {
    super('changed-meanwhile');
    this.changes = changes;
    this.done = done;
  }
}

/** Adds to a conflict what was done at a vendor before it was seen. */
export async function addToConflict<Result>(done: readonly Done[], store: () => Promise<Result>): Promise<Result> {
  try {
    return await store();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile) || done.length === 0) throw error;
    throw new ChangedMeanwhile(error.changes, done);
  }
}

/** An editor, or the service itself, which has no admin's id. */
export type Changer = Omit<Editor, 'adminId' | 'role'> & { adminId: string | null };

/** `field`: as every door spells it; empty for a problem of the whole form. */
export function problem(found: Problem, field = ''): NotSaved {
  return { ok: false, problems: { [field]: found } };
}

/**
 * Stores a change with its line of the history, in one transaction, which has the workspace to itself. Refused where
 * the facts that the form was opened with have changed since. False where `write` says so, having found nothing to change.
 */
export async function change(
  ctx: SettingsContext,
  editor: Changer,
  entry: HistoryEntry,
  write: (trx: Trx, current: StoredWorkspace, unit: Unit) => Promise<unknown>,
): Promise<boolean> {
  const { workspace, adminId, sent, click = null } = editor;
  return transact(ctx, async (unit) => {
    const { trx } = unit;
    unit.changed(workspace.id);
    const stored = await lockWorkspace(trx, workspace.id);
    if (!stored) throw new AppError('not-found', { kind: 'uninstalled' });
    const earlier = click === null ? undefined : await findClick(trx, workspace.id, click);
    if (earlier !== undefined) throw new DoneAlready(earlier);
    const changes = await changesSinceSent(ctx, trx, stored, editor);
    if (changes.length > 0) throw new ChangedMeanwhile(changes);
    if ((await write(trx, stored, unit)) === false) return false;
    const line = { workspaceId: workspace.id, id: ctx.newId(), adminId, entry, click, at: nowOf(ctx) };
    await insertAudit(trx, { ...line, ...(sent ? { form: sent.form } : {}) });
    return true;
  });
}

/** The differences between the facts of the form that was sent and those of now. */
export async function changesSinceSent(
  ctx: SettingsContext,
  db: Db,
  stored: StoredWorkspace,
  { sent }: Pick<Editor, 'sent'>,
): Promise<FactChange[]> {
  if (!sent?.facts) return [];
  const facts = await currentFacts(ctx, db, stored);
  const now = Object.hasOwn(facts, sent.form) ? (facts[sent.form] ?? []) : [];
  const names = sent.facts.map(([name]) => name);
  return changesSince(sent.facts, sent.isPart ? partOfFacts(now, names) : now);
}
