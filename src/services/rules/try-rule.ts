// A dry run: whom a rule would have texted in the last days, as far as can be seen now. It sends and stores nothing.
import { personOf } from '../../domain/numbers/person.ts';
import { numberIn } from '../../domain/numbers/stored-phone.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import type { TriedPerson, TriedRule } from '../../domain/rules/rule-changes.ts';
import { countryFor, preferredSender } from '../../domain/senders.ts';
import type { NotSaved } from '../../domain/settings/saved.ts';
import { findLatestSender } from '../../store/texts/latest-sender.ts';
import { listLatelyClosed, listLatelyUnanswered } from '../../store/texts/rule-lately.ts';
import { isKnownPerson } from '../../store/texts/rule-runs.ts';
import { listRules } from '../../store/texts/rules.ts';
import { problem } from '../changes/change.ts';
import { type Context, nowOf, type OpenWorkspace } from '../context.ts';
import { askGate } from '../texts/queue-text.ts';
import { RULE_DAYS } from './read-rules.ts';

const DAY_MS = 86_400_000;

/** More than anybody reads. */
const MOST = 50;

interface Candidate {
  name: string | null;
  address: string;
}

export async function tryRule(ctx: Context, workspace: OpenWorkspace, id: string): Promise<TriedRule | NotSaved> {
  const rule = (await listRules(ctx.db, workspace.id)).find((one) => one.id === id);
  if (rule === undefined) return problem({ kind: 'rule-gone' });
  const found = await candidates(ctx, workspace, rule);
  const people: TriedPerson[] = [];
  for (const one of found.slice(0, MOST)) {
    people.push({ name: one.name ?? one.address, reason: await reasonAgainst(ctx, workspace, rule, one) });
  }
  return { ruleId: id, days: RULE_DAYS, people, isCut: found.length > MOST };
}

/** Each number once; one more than is shown. */
async function candidates(ctx: Context, workspace: OpenWorkspace, rule: Rule): Promise<Candidate[]> {
  const now = nowOf(ctx);
  const asked = {
    workspaceId: workspace.id,
    since: new Date(now.getTime() - RULE_DAYS * DAY_MS),
    delayMinutes: rule.delayMinutes,
    now,
    atMost: MOST + 1,
  };
  if (rule.kind === 'closed') return listLatelyClosed(ctx.db, asked);
  if (rule.kind === 'unanswered') return listLatelyUnanswered(ctx.db, asked);
  const byPerson = new Map<string, Candidate>();
  const country = countryFor(workspace, preferredSender(workspace, null));
  for await (const { name = null, phone = null, created_at: madeAt } of await contactsInIntercom(
    ctx,
    workspace,
    rule,
    asked.since,
  )) {
    const address = numberIn(phone, country);
    if (address === null) continue;
    if (rule.kind === 'contact-created' && (madeAt ?? 0) * 1000 < asked.since.getTime()) continue;
    const person = personOf(address);
    if (!byPerson.has(person)) byPerson.set(person, { name, address });
    if (byPerson.size > MOST) break;
  }
  return [...byPerson.values()];
}

/** Intercom compares days, so that the first one is asked for whole. */
async function contactsInIntercom(ctx: Context, workspace: OpenWorkspace, rule: Rule, since: Date) {
  const resources = await ctx.intercomResources(workspace, { rank: 'automation' });
  if (rule.kind === 'contact-created') {
    const from = Math.floor((since.getTime() - DAY_MS) / 1000);
    return resources.contacts.search({ query: { field: 'created_at', operator: '>', value: from } });
  }
  for await (const tag of resources.tags.list({})) {
    if (tag.name?.toLowerCase() !== rule.tag?.toLowerCase()) continue;
    return resources.contacts.search({ query: { field: 'tag_id', operator: '=', value: tag.id } });
  }
  return nobody();
}

async function* nobody(): AsyncGenerator<{ name?: string | null; phone?: string | null; created_at?: number | null }> {}

async function reasonAgainst(
  ctx: Context,
  workspace: OpenWorkspace,
  rule: Rule,
  { address }: Candidate,
): Promise<TriedPerson['reason']> {
  const { id: workspaceId } = workspace;
  const person = personOf(address);
  const known = { workspaceId, person, addresses: [...new Set([address, person])] };
  if (rule.kind === 'contact-created' && (await isKnownPerson(ctx.db, known))) return 'known-before';
  const last = rule.sender ?? (await findLatestSender(ctx.db, workspaceId, address));
  const sender = last ?? preferredSender(workspace, address) ?? '';
  const asked = { address, sender, purpose: rule.purpose, author: { kind: 'automation' } } as const;
  return (await askGate(ctx.db, workspace, asked, nowOf(ctx))).refusal;
}
