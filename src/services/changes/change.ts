// What every change of settings has in common: who makes it, what is said of it, and that other processes hear of it.
import { AppError } from '../../domain/errors.ts';
import type { Problems } from '../../domain/settings/commands.ts';
import { changesSince, type FactChange, type Facts, partOfFacts } from '../../domain/settings/facts.ts';
import type { Role } from '../../domain/settings-page.ts';
import type { Db, Trx } from '../../store/database/database.ts';
import { findClick, insertAudit } from '../../store/workspaces/audit.ts';
import { lockWorkspace, type StoredWorkspace } from '../../store/workspaces/workspaces.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { currentFacts } from './current-facts.ts';

export type SettingsContext = Context;

/** How a command ended: in words, or not at all; `done`: what was done of it before the problem came, a sentence. */
export type Saved = { ok: true; words: string } | { ok: false; problems: Problems; done?: string };

export type Refused = Extract<Saved, { ok: false }>;

export interface Editor {
  workspace: OpenWorkspace;
  adminId: string;
  role: Role;
  /** The form that was sent, what stood in it or in the part of it that was shown, and when; no facts: it does not matter what changed since. */
  sent?: { form: string; facts: Facts | null; at?: Date | undefined; isPart?: boolean } | null;
  /** Which click it is: the same one is never done twice. Null where that does no harm. */
  click?: string | null;
}

/** Thrown where the same click was done already: a button was pressed twice, or the page that followed was loaded again. */
export class DoneAlready extends Error {
  /** A sentence of the history. */
  readonly what: string;

  constructor(what: string) {
    super('This was done already.');
    this.what = what;
  }
}

/** Thrown where a form is saved that does not say what stands there any more; ends as a page that tells what changed. */
export class ChangedMeanwhile extends Error {
  readonly changes: readonly FactChange[];
  /** What was done at a vendor before it was seen, a sentence. */
  readonly done: string | null;

  constructor(changes: readonly FactChange[], done: string | null = null) {
    super('This was changed since the form was opened.');
    this.changes = changes;
    this.done = done;
  }
}

/** Where somebody else was faster, it is said what was done at a vendor before. */
export async function sayingToo<Result>(done: string, store: () => Promise<Result>): Promise<Result> {
  try {
    return await store();
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile) || done === '') throw error;
    throw new ChangedMeanwhile(error.changes, done);
  }
}

/** Who changes settings: an admin, or null for the service itself. */
export type Changer = Omit<Editor, 'adminId' | 'role'> & { adminId: string | null };

export function problem(words: string, name = ''): Refused {
  return { ok: false, problems: { [name]: words } };
}

/**
 * Stored with its line in the audit list, in one transaction, which has the workspace to itself; refused where what the
 * form was opened with has changed since. False where `write` says so, having found nothing to change.
 */
export async function change(
  ctx: SettingsContext,
  editor: Changer,
  what: string,
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
    const line = { workspaceId: workspace.id, id: ctx.newId(), adminId, what, click, at: nowOf(ctx) };
    await insertAudit(trx, { ...line, ...(sent ? { form: sent.form } : {}) });
    return true;
  });
}

/** What differs now from what stood in the form that was sent. */
export async function changesSinceSent(
  ctx: SettingsContext,
  db: Db,
  stored: StoredWorkspace,
  { sent }: Pick<Editor, 'sent'>,
): Promise<FactChange[]> {
  if (!sent?.facts) return [];
  const facts = await currentFacts(ctx, db, stored);
  const now = Object.hasOwn(facts, sent.form) ? (facts[sent.form] ?? []) : [];
  const labels = sent.facts.map(([label]) => label);
  return changesSince(sent.facts, sent.isPart ? partOfFacts(now, labels) : now);
}
