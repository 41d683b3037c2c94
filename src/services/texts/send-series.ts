// Texts for a step of a Series: the flat object of its webhook block names the person and fills a template.
import { createHash } from 'node:crypto';
import { templateNamed } from '../../domain/texts/named-template.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import type { ContactName } from '../contacts/look-up-contacts.ts';
import type { Context, OpenWorkspace } from '../context.ts';
import { type SentByApi, sendByApi, type TextAsked } from './send-by-api.ts';

export interface SeriesAsked extends Pick<TextAsked, 'from' | 'purpose'> {
  /** A template's name or id. */
  template: string;
  /** Tells the steps of a Series apart that text the same template. */
  step: string;
  /** A person gets the template of a step once in this time. */
  windowMs: number;
  /** Null: the name is there, and no contact has it, such as an empty e-mail. `unreadable`: it is no phone number. */
  to: ContactName | null | 'unreadable';
  values: Readonly<Record<string, unknown>>;
}

/**
 * Null where there is no such template. A Series sends one object for each company of a contact: those are one text. Throws
 * `unavailable` while Intercom is away and must be asked.
 */
export async function sendSeries(
  ctx: Context,
  workspace: OpenWorkspace,
  { template: wanted, step, windowMs, to, values, from, purpose }: SeriesAsked,
): Promise<SentByApi | null> {
  const template = templateNamed(await listTemplates(ctx.db, workspace.id), wanted);
  if (template === undefined) return null;
  if (to === null) return { status: 'refused', reason: 'no-contact', textId: null };
  if (to === 'unreadable') return { status: 'refused', reason: 'no-phone', textId: null };
  const { id, name, body } = template;
  const key = createHash('sha256')
    .update(JSON.stringify([step, id, to.by, to.value]))
    .digest('base64url');
  const bySeries = { step, template: name };
  const fold = { key, windowMs };
  const sent = await sendByApi(ctx, workspace, {
    to,
    from,
    words: { templateBody: body, values },
    purpose,
    once: null,
    fold,
    bySeries,
  });
  // Intercom reads no answer of a block, and not every refusal has a text that the log of texts shows.
  if (sent.status === 'refused')
    ctx.log.info(
      { workspaceId: workspace.id, templateId: id, reason: sent.reason },
      'a step of a Series texted nobody',
    );
  return sent;
}
