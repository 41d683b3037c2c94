// The API's calls about templates.
import { AppError } from '../../domain/errors.ts';
import type { TemplateEntry } from '../../domain/settings/commands.ts';
import type { NotSaved } from '../../domain/settings/saved.ts';
import { templateNamed } from '../../domain/texts/named-template.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { OpenWorkspace } from '../../services/context.ts';
import type { Call } from './call.ts';
import { pageIn } from './pages.ts';
import { throwProblems } from './values.ts';

export interface TemplateCalls {
  listApiTemplates(workspace: OpenWorkspace): Promise<TemplateEntry[]>;
  keepApiTemplate(workspace: OpenWorkspace, entry: TemplateEntry): Promise<TemplateEntry | NotSaved>;
  archiveApiTemplate(workspace: OpenWorkspace, template: TemplateEntry): Promise<boolean>;
}

export function templatesCalls(door: TemplateCalls) {
  async function named({ workspace, params }: Call): Promise<TemplateEntry | undefined> {
    return templateNamed(await door.listApiTemplates(workspace), params['id'] ?? '');
  }
  async function find(call: Call): Promise<TemplateEntry> {
    const found = await named(call);
    if (found === undefined) throw new AppError('not-found', { kind: 'api-not-found', what: 'template' });
    return found;
  }
  async function keep({ workspace, body }: Call, { id, name }: Pick<TemplateEntry, 'id' | 'name'>) {
    const kept = await door.keepApiTemplate(workspace, { name, ...(body as Pick<TemplateEntry, 'body'>), id });
    if (!('problems' in kept)) return kept;
    if (kept.problems['']?.kind === 'template-gone')
      throw new AppError('not-found', { kind: 'api-not-found', what: 'template' });
    return throwProblems(kept.problems);
  }
  return {
    async list({ workspace, query }: Call): Promise<unknown> {
      return pageIn(await door.listApiTemplates(workspace), query);
    },
    one: find,
    create: (call: Call) => keep(call, { id: '', name: '' }),
    /** A name that no template has makes one. */
    async change(call: Call): Promise<TemplateEntry> {
      const name = call.params['id'] ?? '';
      return keep(call, isUuid(name) ? await find(call) : ((await named(call)) ?? { id: '', name }));
    },
    async archive(call: Call): Promise<unknown> {
      const template = await find(call);
      await door.archiveApiTemplate(call.workspace, template);
      return template;
    },
  };
}
