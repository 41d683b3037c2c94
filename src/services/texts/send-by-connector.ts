// Texts for a step of a Workflow or for Fin: each outcome is decided within a second, or the call fails.
import { templateNamed } from '../../domain/texts/named-template.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import type { ContactName } from '../contacts/look-up-contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { type NotSent, type SentByApi, sendByApi, type TextAsked } from './send-by-api.ts';

/** Intercom documents no time-out of its own. The rest of the second is for the database. */
export const CONNECTOR_PATIENCE_MS = 800;

export interface ConnectorAsked extends Pick<TextAsked, 'from' | 'purpose' | 'once'> {
  /** Null: no name has a value. `unreadable`: it is no phone number. */
  to: ContactName | null | 'unreadable';
  /** Empty where the template's words go. */
  message: string;
  /** A template's name or id; empty for none. */
  template: string;
  values: Readonly<Record<string, unknown>>;
}

/** A value that is missing for one person is a refusal, never a failure of the step. Throws `unavailable` while Intercom is away. */
export async function sendByConnector(
  ctx: Context,
  workspace: OpenWorkspace,
  { to, message, template, values, ...how }: ConnectorAsked,
): Promise<SentByApi> {
  if (to === null) return refused('no-contact');
  if (to === 'unreadable') return refused('no-phone');
  const asked = { to, ...how, withinMs: CONNECTOR_PATIENCE_MS };
  if (message.trim() !== '') return sendByApi(ctx, workspace, { ...asked, words: { body: message } });
  if (template.trim() === '') return refused('nothing-to-text');
  const found = templateNamed(await listTemplates(ctx.db, workspace.id), template.trim());
  if (found === undefined) return refused('template-gone');
  return sendByApi(ctx, workspace, { ...asked, words: { templateBody: found.body, values } });
}

function refused(reason: NotSent): SentByApi {
  return { status: 'refused', reason, textId: null };
}
