// Answers calls of other systems about their texts: by the built-in provider, each task only where the workspace has switched it on.
import { createBuiltIn } from '../../assist/built-in.ts';
import type { Classified, Drafted, Known, Mood, Scored, Turn } from '../../domain/assist.ts';
import { AppError } from '../../domain/errors.ts';
import { fieldPaths } from '../../domain/texts/template.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { requireAnswer } from './require-answer.ts';

/** A search in more of them would hold up other calls. */
const MOST_TEMPLATES = 500;

const builtIn = createBuiltIn();

export async function classifyByApi({ settings }: OpenWorkspace, text: string): Promise<Classified> {
  requireSwitch(settings.assistTriage);
  return requireAnswer(await builtIn.classify({ text }));
}

export async function analyzeByApi({ settings }: OpenWorkspace, text: string): Promise<Mood> {
  requireSwitch(settings.assistSentiment);
  return requireAnswer(await builtIn.analyze({ contactId: '', text, channel: 'sms' }));
}

export async function draftByApi(
  ctx: Pick<Context, 'db'>,
  { id, settings }: OpenWorkspace,
  turns: readonly Turn[],
): Promise<Drafted> {
  requireSwitch(settings.assistDrafts);
  const templates = await listTemplates(ctx.db, id);
  // Nobody would fill the fields.
  const known = templates
    .filter(({ body }) => fieldPaths(body).length === 0)
    .slice(0, MOST_TEMPLATES)
    .map(({ name, body }): Known => ({ kind: 'template', title: name, body, language: null }));
  return requireAnswer(await builtIn.draft({ conversationId: '', turns, style: '', language: '', known }));
}

export async function evaluateByApi({ settings }: OpenWorkspace, turns: readonly Turn[]): Promise<Scored> {
  requireSwitch(settings.assistScoring);
  return requireAnswer(await builtIn.evaluate({ conversationId: '', agentId: null, turns }));
}

function requireSwitch(isOn: boolean): void {
  if (!isOn) throw new AppError('forbidden', { kind: 'assist-off' });
}
