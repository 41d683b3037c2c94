// Hears for the rules that run: stores what happened with the job that looks at it, each happening once.
import { newJob } from '../../domain/jobs/jobs.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import { isNewContact } from '../../domain/rules/rule.ts';
import type { Message } from '../../domain/texts/message.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { Notification } from '../../intercom/notifications.ts';
import { type Heard, insertRuns } from '../../store/texts/rule-runs.ts';
import { isMadeByUs } from '../contacts/find-contact.ts';
import { nowOf, type Timed, type Unit } from '../context.ts';

/** The news of a notification for the rules of this workspace; none of a kind that no running rule has. */
export function heardIn(
  { ruleKinds, settings }: Pick<Workspace, 'ruleKinds' | 'settings'>,
  { workspaceId, happening, at }: Notification,
  country: string | null,
): Heard[] {
  const nothing = { workspaceId, tag: null, contactId: null, conversationId: null, at };
  if (happening.kind === 'contact' && ruleKinds.includes('contact-created')) {
    const { contact, madeAt, externalId } = happening;
    const address = numberIn(contact.phone, country);
    if (isMadeByUs(externalId) || address === null || madeAt === null || !isNewContact(madeAt, at)) return [];
    // A number is welcomed once for ever, whichever contact has it.
    return [{ ...nothing, kind: 'contact-created', onceKey: personOf(address), contactId: contact.id, at: madeAt }];
  }
  if (happening.kind === 'tagged' && ruleKinds.includes('tagged')) {
    const { contactId, conversationId } = happening;
    return happening.tags
      .filter((tag) => tag.toLowerCase() !== settings.tagName.toLowerCase())
      .map((tag) => {
        const onceKey = `${contactId ?? conversationId}/${tag}/${at.getTime()}`;
        return { ...nothing, kind: 'tagged', tag, onceKey, contactId, conversationId };
      });
  }
  if (happening.kind === 'conversation' && happening.closes && ruleKinds.includes('closed')) {
    const { id: conversationId, contactIds } = happening.conversation;
    const onceKey = `${conversationId}/${at.getTime()}`;
    return [{ ...nothing, kind: 'closed', onceKey, contactId: contactIds[0] ?? null, conversationId }];
  }
  return [];
}

/** A customer's text that somebody should answer. */
export function writtenTo(message: Message, conversationId: string): Heard {
  const { workspaceId, id, createdAt: at } = message;
  return { workspaceId, kind: 'unanswered', tag: null, onceKey: id, contactId: null, conversationId, at };
}

export async function hearForRules(ctx: Timed, unit: Unit, heard: Heard): Promise<void> {
  const now = nowOf(ctx);
  const runs = await insertRuns(unit.trx, heard, now);
  await unit.enqueue(
    runs.map(({ workspaceId, runId, delayMinutes }) => {
      const delayMs = Math.max(0, heard.at.getTime() + delayMinutes * 60_000 - now.getTime());
      return newJob('run-rule', { workspaceId, runId }, { delayMs, rank: 'automation' });
    }),
  );
}
