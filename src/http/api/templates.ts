// The API's calls about templates.
import { AppError } from '../../domain/errors.ts';
import type { TemplateEntry } from '../../domain/settings/commands.ts';
import type { NotSaved } from '../../domain/settings/saved.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { throwProblems } from './values.ts';

export interface TemplateCalls {
  listApiTemplates(workspace: OpenWorkspace): Promise<TemplateEntry[]>;
  keepApiTemplate(workspace: OpenWorkspace, entry: TemplateEntry): Promise<TemplateEntry | NotSaved>;
  archiveApiTemplate(workspace: OpenWorkspace, template: TemplateEntry): Promise<boolean>;
}

export function templatesCalls(door: TemplateCalls) {
  async function find({ workspace, params }: Call): Promise<TemplateEntry> {
    const id = params['id'] ?? '';
    const found = isUuid(id) ? (await door.listApiTemplates(workspace)).find((one) => one.id === id) : undefined;
    if (found === undefined) throw new AppError('not-found', { kind: 'api-not-found', what: 'template' });
    return found;
  }
  async function keep({ workspace, body }: Call, id: string): Promise<TemplateEntry> {
    const kept = await door.keepApiTemplate(workspace, { ...(body as Omit<TemplateEntry, 'id'>), id });
    if (!('problems' in kept)) return kept;
    if (kept.problems['']?.kind === 'template-gone')
      throw new AppError('not-found', { kind: 'api-not-found', what: 'template' });
    return throwProblems(kept.problems);
  }
  return {
    async list({ workspace }: Call): Promise<unknown> {
      return { data: await door.listApiTemplates(workspace), next_cursor: null };
    },
    one: find,
    create: (call: Call) => keep(call, ''),
    change: async (call: Call) => keep(call, (await find(call)).id),
    async archive(call: Call): Promise<unknown> {
      const template = await find(call);
      await door.archiveApiTemplate(call.workspace, template);
      return template;
    },
  };
}
