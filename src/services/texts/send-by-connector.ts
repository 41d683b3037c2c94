// Texts for a step of a Workflow or for Fin: each outcome is decided within a second, or the call fails.
import { createHash } from 'node:crypto';
import { templateNamed } from '../../domain/texts/named-template.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import type { ContactName } from '../contacts/look-up-contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { type NotSent, type SentByApi, sendByApi, type TextAsked } from './send-by-api.ts';

/** The same step of the same run is one text for so long. */
const FOLDED_MS = 24 * 3_600_000;

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
  /** Names the run of a workflow, such as a conversation's id; empty: each call is a text. */
  run: string;
}

/** A value that is missing for one person is a refusal, never a failure of the step. Throws `unavailable` while Intercom is away. */
export async function sendByConnector(
  ctx: Context,
  workspace: OpenWorkspace,
  { run, to, message, template, values, ...how }: ConnectorAsked,
): Promise<SentByApi> {
  if (to === null) return refused('no-contact');
  if (to === 'unreadable') return refused('no-phone');
  const step = JSON.stringify([run, to, message, template, values]);
  const key = `connector ${createHash('sha256').update(step).digest('base64url')}`;
  const fold = run === '' ? {} : { fold: { key, windowMs: FOLDED_MS } };
  const asked = { to, ...how, ...fold, withinMs: CONNECTOR_PATIENCE_MS };
  if (message.trim() !== '') return sendByApi(ctx, workspace, { ...asked, words: { body: message } });
  if (template.trim() === '') return refused('nothing-to-text');
  const found = templateNamed(await listTemplates(ctx.db, workspace.id), template.trim());
  if (found === undefined) return refused('template-gone');
  return sendByApi(ctx, workspace, { ...asked, words: { templateBody: found.body, values } });
}

function refused(reason: NotSent): SentByApi {
  return { status: 'refused', reason, textId: null };
}
