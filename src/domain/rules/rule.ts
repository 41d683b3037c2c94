// A rule: when something happens in Intercom or by text, one template is texted, at most so often.
import type { Purpose } from '../texts/purpose.ts';
import type { RuledBy } from '../texts/trace.ts';

/** The happenings that a rule can wait for. */
export const ruleKinds = ['contact-created', 'tagged', 'closed', 'unanswered'] as const satisfies readonly RuledBy[];
export type RuleKind = RuledBy;

export function isRuleKind(word: string): word is RuleKind {
  return (ruleKinds as readonly string[]).includes(word);
}

/** A rule is automation: its texts are no conversation. */
export type RulePurpose = Exclude<Purpose, 'conversation'>;

export interface Rule {
  id: string;
  kind: RuleKind;
  /** The name of the tag; null for every other kind. */
  tag: string | null;
  /** It waits for so long, and then looks whether the customer still needs the text; 0: it goes at once. */
  delayMinutes: number;
  templateId: string;
  /** The number to text from; null: the one that the person was texted from last, else the preferred one. */
  sender: string | null;
  purpose: RulePurpose;
  /** The most texts in an hour. */
  hourlyCap: number;
  /** A person gets no second text of the rule within so many days. */
  contactDays: number;
  /** Null while it is paused. */
  runningSince: Date | null;
  createdAt: Date;
}

export type RuleEntry = Omit<Rule, 'id' | 'runningSince' | 'createdAt'>;

export const MOST_RULES = 20;
export const ruleLimits = {
  hourlyCap: { low: 1, high: 1_000, usual: 100 },
  contactDays: { low: 1, high: 365, usual: 30 },
  /** A week. */
  closedHours: { low: 1, high: 168, usual: 24 },
  /** A day. */
  unansweredMinutes: { low: 5, high: 1_440, usual: 30 },
  tagLength: 100,
} as const;

/** How long after its creation a contact still counts as new. */
export const NEW_CONTACT_MS = 3_600_000;

/** A contact that Intercom made within the hour. A time ahead of our clock counts as now. */
export function isNewContact(createdAt: Date | null, now: Date): boolean {
  return createdAt !== null && now.getTime() - createdAt.getTime() <= NEW_CONTACT_MS;
}

export type RuleProblem =
  | { kind: 'rule-template' | 'rule-sender' | 'rule-tag' | 'rule-own-tag' }
  | { kind: 'rule-number'; low: number; high: number };

/** `field`: as the form spells it. */
interface WrongField {
  field: string;
  problem: RuleProblem;
}

/** The first thing that is wrong with what an admin typed; null: nothing is. */
export function checkRule(
  entry: RuleEntry,
  known: { templateIds: readonly string[]; senders: readonly string[]; ownTag: string },
): WrongField | null {
  const { kind, tag, delayMinutes, templateId, sender, hourlyCap, contactDays } = entry;
  if (!known.templateIds.includes(templateId)) return wrong('template', 'rule-template');
  if (sender !== null && !known.senders.includes(sender)) return wrong('sender', 'rule-sender');
  if (kind === 'tagged') {
    const name = tag?.trim() ?? '';
    if (name === '' || name.length > ruleLimits.tagLength) return wrong('tag', 'rule-tag');
    // Our own tag goes on every texted conversation: such a rule would answer itself.
    if (name.toLowerCase() === known.ownTag.toLowerCase()) return wrong('tag', 'rule-own-tag');
  }
  if (kind === 'closed' && !isWithin(delayMinutes / 60, ruleLimits.closedHours))
    return outOf('hours', ruleLimits.closedHours);
  if (kind === 'unanswered' && !isWithin(delayMinutes, ruleLimits.unansweredMinutes))
    return outOf('minutes', ruleLimits.unansweredMinutes);
  if (!isWithin(hourlyCap, ruleLimits.hourlyCap)) return outOf('hourly_cap', ruleLimits.hourlyCap);
  return isWithin(contactDays, ruleLimits.contactDays) ? null : outOf('contact_days', ruleLimits.contactDays);
}

interface Range {
  low: number;
  high: number;
}

function isWithin(value: number, { low, high }: Range): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

function wrong(field: string, kind: Exclude<RuleProblem['kind'], 'rule-number'>): WrongField {
  return { field, problem: { kind } };
}

function outOf(field: string, { low, high }: Range): WrongField {
  return { field, problem: { kind: 'rule-number', low, high } };
}
