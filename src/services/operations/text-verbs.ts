// The verbs of the pages of texts, each within the workspace that it is for.
import type { TextSearch } from '../../domain/texts/text-search.ts';
import { listAdminNames } from '../../store/conversations/admins.ts';
import { type Context, type OpenWorkspace, within } from '../context.ts';
import { type Actor, actOnText, cancelForTeam } from '../texts/act-on-text.ts';
import { countTexts, readLog, readScheduled } from '../texts/read-log.ts';
import { readText } from '../texts/read-text.ts';
import { readOwnDeadLetters, settleOwnDeadLetter } from './settle-dead-letter.ts';

export function createTextVerbs(ctx: Context) {
  const of = ({ id }: Pick<OpenWorkspace, 'id'>) => within(ctx, id);
  return {
    count: (workspace: OpenWorkspace) => countTexts(of(workspace), workspace.id),
    search: (workspace: OpenWorkspace, search: TextSearch) => readLog(of(workspace), workspace, search),
    agents: (workspace: OpenWorkspace) => listAdminNames(of(workspace).db, workspace.id),
    scheduled: (workspace: OpenWorkspace, after: Parameters<typeof readScheduled>[2]) =>
      readScheduled(of(workspace), workspace, after),
    deadLetters: (workspace: OpenWorkspace) => readOwnDeadLetters(of(workspace), workspace.id),
    read: (workspace: OpenWorkspace, asked: Parameters<typeof readText>[2]) =>
      readText(of(workspace), workspace, asked),
    act: (actor: Actor, what: Parameters<typeof actOnText>[2]) => actOnText(of(actor.workspace), actor, what),
    cancelScheduled: (actor: Actor, send: string) => cancelForTeam(of(actor.workspace), actor, send),
    settleLetter: (actor: Actor, what: Parameters<typeof settleOwnDeadLetter>[2]) =>
      settleOwnDeadLetter(of(actor.workspace), actor, what),
  };
}
