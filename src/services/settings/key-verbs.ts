// The verbs of the API about settings and texts that wait, each within the workspace that it is for.
import type { Replay } from '../../domain/endpoints.ts';
import type { TemplateEntry } from '../../domain/settings/commands.ts';
import type { Choices } from '../../domain/settings/settings.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { listEndpoints } from '../../store/workspaces/endpoints.ts';
import { type Context, type OpenWorkspace, within } from '../context.ts';
import { readOwnDeadLetters, settleOwnDeadLetter } from '../operations/settle-dead-letter.ts';
import { actOnText } from '../texts/act-on-text.ts';
import { makeEndpoint, removeEndpoint, replayEndpoint, testEndpoint } from '../webhooks/change-endpoints.ts';
import { readDeliveries } from '../webhooks/read-endpoints.ts';
import { saveChoices } from './save-choices.ts';
import { archiveTemplate, keepTemplate } from './templates.ts';

/** A key stands for no admin: the history says that the service did it. */
export function createKeyVerbs(ctx: Context) {
  const of = ({ id }: OpenWorkspace) => within(ctx, id);
  const by = (workspace: OpenWorkspace) => ({ workspace, adminId: null, name: null });
  return {
    listEndpoints: (workspace: OpenWorkspace) => listEndpoints(of(workspace).db, workspace.id),
    makeEndpoint: (workspace: OpenWorkspace, asked: { url: string; events: string[] }) =>
      makeEndpoint(of(workspace), by(workspace), asked),
    removeEndpoint: (workspace: OpenWorkspace, id: string) => removeEndpoint(of(workspace), by(workspace), id),
    testEndpoint: (workspace: OpenWorkspace, id: string) => testEndpoint(of(workspace), by(workspace), id),
    replayEndpoint: (workspace: OpenWorkspace, id: string, replay: Replay) =>
      replayEndpoint(of(workspace), by(workspace), id, replay),
    readDeliveries: (workspace: OpenWorkspace, id: string, atMost: number) =>
      readDeliveries(of(workspace), workspace.id, id, atMost),
    listApiTemplates: (workspace: OpenWorkspace) => listTemplates(of(workspace).db, workspace.id),
    keepApiTemplate: (workspace: OpenWorkspace, entry: TemplateEntry) =>
      keepTemplate(of(workspace), by(workspace), entry),
    archiveApiTemplate: async (workspace: OpenWorkspace, { id, name }: TemplateEntry) =>
      (await archiveTemplate(of(workspace), by(workspace), { id, name })).ok,
    saveApiChoices: (workspace: OpenWorkspace, choices: Partial<Choices>) =>
      saveChoices(of(workspace), by(workspace), { do: 'save-choices', choices }),
    actOnApiText: (workspace: OpenWorkspace, what: { id: string; act: 'release' | 'cancel' }) =>
      actOnText(of(workspace), by(workspace), what),
    listApiLetters: (workspace: OpenWorkspace) =>
      readOwnDeadLetters(of(workspace), workspace.id, Number.POSITIVE_INFINITY),
    settleApiLetter: (workspace: OpenWorkspace, what: { id: string; how: 'try-again' | 'drop' }) =>
      settleOwnDeadLetter(of(workspace), by(workspace), what),
  };
}
