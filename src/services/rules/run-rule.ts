// One happening of a rule at its time: looks whether the text is still wanted, and queues it in the transaction that says so.
import type { Conversation } from '../../domain/conversation.ts';
import { personOf } from '../../domain/numbers/person.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import { isTooLate, type NotTexted, overCap, type Run, type RunEnd, whyNoMore } from '../../domain/rules/run.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import { fillTemplate, type TemplateValues } from '../../domain/texts/template.ts';
import { isGone } from '../../intercom/calls/errors.ts';
import { findThreadOfConversation } from '../../store/conversations/conversations.ts';
import { ensureThread } from '../../store/conversations/threads.ts';
import { findLatestSender } from '../../store/texts/latest-sender.ts';
import { endRun, findRun, isKnownPerson, readRuleUse } from '../../store/texts/rule-runs.ts';
import { listRules, lockRule } from '../../store/texts/rules.ts';
import { listTemplates } from '../../store/texts/templates.ts';
import { type Context, nowOf, type OpenWorkspace, transact, type Unit } from '../context.ts';
import { queueAutomatedText } from '../texts/queue-automated-text.ts';

interface Recipient {
  address: string;
  contactId: string | null;
  /** The number of ours that they were texted from last. */
  sender: string | null;
  contact: TemplateValues['contact'];
}

export async function runRule(ctx: Context, input: { workspaceId: string; runId: string }): Promise<void> {
  const { workspaceId, runId } = input;
  const run = await findRun(ctx.db, workspaceId, runId);
  if (run?.state !== 'waiting') return;
  const workspace = await ctx.workspaces.get(workspaceId);
  const rule = (await listRules(ctx.db, workspaceId)).find(({ id }) => id === run.ruleId);
  const found = await lookAgain(ctx, workspace, rule, run);
  const ended = typeof found === 'string' ? found : await textOnce(ctx, workspace, run, found);
  if (ended === null) return;
  await transact(ctx, ({ trx }) => endRun(trx, run, { state: 'not-texted', reason: ended, person: null }, nowOf(ctx)));
}

/** Whom to text, or the reason against it. It asks Intercom, so that no transaction is open. */
async function lookAgain(
  ctx: Context,
  workspace: OpenWorkspace,
  rule: Rule | undefined,
  run: Run,
): Promise<Recipient | NotTexted> {
  if (rule === undefined) return 'rule-gone';
  if (rule.runningSince === null) return 'rule-paused';
  if (isTooLate(run, rule, nowOf(ctx))) return 'too-late';
  const conversation = await conversationOf(ctx, workspace, run);
  if (run.conversationId !== null && conversation === null) return 'no-contact';
  const { kind } = rule;
  if (conversation !== null && (kind === 'closed' || kind === 'unanswered')) {
    const why = whyNoMore(kind, conversation, run.at);
    if (why !== null) return why;
  }
  const recipient = await recipientOf(ctx, workspace, run, conversation);
  if (typeof recipient === 'string' || kind !== 'contact-created') return recipient;
  const { address } = recipient;
  const person = personOf(address);
  const known = { workspaceId: workspace.id, person, addresses: [...new Set([address, person])] };
  return (await isKnownPerson(ctx.db, known)) ? 'known-before' : recipient;
}

async function conversationOf(ctx: Context, workspace: OpenWorkspace, run: Run): Promise<Conversation | null> {
  if (run.conversationId === null) return null;
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  return orNull(() => intercom.getConversation(run.conversationId ?? ''));
}

async function recipientOf(
  ctx: Context,
  workspace: OpenWorkspace,
  run: Run,
  conversation: Conversation | null,
): Promise<Recipient | NotTexted> {
  const intercom = ctx.intercom(workspace, { rank: 'automation' });
  const [ours, contactId] = [
    run.conversationId === null ? undefined : await findThreadOfConversation(ctx.db, workspace.id, run.conversationId),
    run.contactId ?? conversation?.contactIds[0] ?? null,
  ];
  const contact = contactId === null ? null : await orNull(() => intercom.getContactFields(contactId));
  if (contact === null) return 'no-contact';
  const country = countryFor(workspace, preferredSender(workspace, null));
  const address = ours?.thread.address ?? numberIn(contact.phone, country);
  if (address === null) return 'no-phone';
  const sender = ours?.thread.sender ?? (await findLatestSender(ctx.db, workspace.id, address));
  return { address, contactId, sender, contact };
}

async function orNull<Found>(ask: () => Promise<Found>): Promise<Found | null> {
  try {
    return await ask();
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Null once it is queued. The caps, the text and the end of the run are one transaction, so that a kill doubles nothing. */
async function textOnce(
  ctx: Context,
  workspace: OpenWorkspace,
  run: Run,
  recipient: Recipient,
): Promise<NotTexted | null> {
  const template = async (unit: Unit, id: string) =>
    (await listTemplates(unit.trx, workspace.id)).find((one) => one.id === id);
  return transact(ctx, async (unit) => {
    const now = nowOf(ctx);
    const rule = await lockRule(unit.trx, workspace.id, run.ruleId);
    if (rule === undefined) return 'rule-gone';
    if (rule.runningSince === null) return 'rule-paused';
    const again = await findRun(unit.trx, workspace.id, run.id);
    if (again?.state !== 'waiting') return null;
    const { address, contactId, contact } = recipient;
    const person = personOf(address);
    const use = await readRuleUse(unit.trx, { workspaceId: workspace.id, ruleId: rule.id, person }, now);
    const over = overCap(rule, use, now);
    if (over !== null) return over;
    const words = await template(unit, rule.templateId);
    if (words === undefined) return 'template-gone';
    const values = { contact, admin: { name: null }, conversation: { id: run.conversationId ?? '' } };
    const { text: body, missing } = fillTemplate(words.body, values);
    if (missing.length > 0) return 'template-incomplete';
    const sender = rule.sender ?? recipient.sender ?? preferredSender(workspace, address) ?? '';
    const pair = { workspaceId: workspace.id, id: ctx.newId(), address, sender };
    const thread = await ensureThread(unit.trx, pair, now);
    const { purpose } = rule;
    const queued = await queueAutomatedText(ctx, unit, workspace, {
      thread,
      body,
      purpose,
      contactId,
      byRule: rule.kind,
    });
    const end: RunEnd =
      queued.kind === 'queued'
        ? { state: 'texted', textId: queued.textId }
        : { state: 'not-texted', reason: queued.reason };
    await endRun(unit.trx, run, { ...end, person }, now);
    return null;
  });
}
