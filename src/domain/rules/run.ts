// One happening that a rule heard of: whether it still calls for a text, and what became of it.
import type { Conversation, Part } from '../conversation.ts';
import type { Refusal } from '../texts/refusal.ts';
import type { Rule } from './rule.ts';

/** The reasons of a rule itself against a text. The gate has its own. */
export type NotTexted =
  | 'rule-paused'
  | 'rule-gone'
  | 'too-late'
  | 'no-contact'
  | 'no-phone'
  | 'known-before'
  | 'reopened'
  | 'wrote-since'
  | 'answered'
  | 'hourly-cap'
  | 'contact-cap'
  | 'template-gone'
  | 'template-incomplete';

export type RunState = 'waiting' | 'texted' | 'not-texted';

export interface Run {
  workspaceId: string;
  id: string;
  ruleId: string;
  contactId: string | null;
  conversationId: string | null;
  /** When it happened. */
  at: Date;
  state: RunState;
}

export interface RunCount {
  texted: number;
  waiting: number;
  notTexted: number;
}

/** The caps look at the rule's texts of the last hour, and its last text to the person. */
export interface RuleUse {
  lastHour: number;
  lastToPersonAt: Date | null;
}

const DAY_MS = 86_400_000;

export function overCap(
  { hourlyCap, contactDays }: Pick<Rule, 'hourlyCap' | 'contactDays'>,
  { lastHour, lastToPersonAt }: RuleUse,
  now: Date,
): NotTexted | null {
  if (lastToPersonAt !== null && now.getTime() - lastToPersonAt.getTime() < contactDays * DAY_MS) return 'contact-cap';
  return lastHour >= hourlyCap ? 'hourly-cap' : null;
}

/** After an outage nobody expects the text any more. */
const LATEST_MS = 4 * 3_600_000;

export function isTooLate({ at }: Pick<Run, 'at'>, { delayMinutes }: Pick<Rule, 'delayMinutes'>, now: Date): boolean {
  return now.getTime() - at.getTime() - delayMinutes * 60_000 > LATEST_MS;
}

/** Asked once the wait is over, of the conversation as it stands then. `at`: when it was closed, or the customer wrote. */
export function whyNoMore(
  kind: 'closed' | 'unanswered',
  { state, parts }: Pick<Conversation, 'state' | 'parts'>,
  at: Date,
): NotTexted | null {
  if (kind === 'closed') {
    if (parts.some((part) => isCustomers(part) && part.createdAt > at)) return 'wrote-since';
    return state === 'closed' ? null : 'reopened';
  }
  // Intercom tells whole seconds.
  const second = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const isAnswered = parts.some((part) => isOurs(part) && part.createdAt >= second);
  return isAnswered || state === 'closed' ? 'answered' : null;
}

function isOurs({ kind, takenBack, author }: Part): boolean {
  return kind === 'message' && !takenBack && (author.type === 'admin' || author.type === 'bot');
}

function isCustomers({ kind, author }: Part): boolean {
  return kind === 'message' && author.type === 'contact';
}

/** How a rule's run ended. */
export type RunEnd = { state: 'texted'; textId: string | null } | { state: 'not-texted'; reason: NotTexted | Refusal };
