// Rules in sentences: what each waits for and texts, what it did, and how commands about rules end.
import { type Rule, type RuleKind, ruleLimits } from '../../domain/rules/rule.ts';
import type { RuleChanged, RulesDone, RulesProblem, TriedRule } from '../../domain/rules/rule-changes.ts';
import type { NotTexted, RunCount } from '../../domain/rules/run.ts';
import type { Refusal } from '../../domain/texts/refusal.ts';
import { addressInWords } from '../addresses.ts';
import { count, listOf } from '../counts.ts';
import type { Words } from '../say.ts';

export const rulesDone: Words<RulesDone> = {
  'rule-made': 'Made. It is paused: try it out, then start it.',
  'rule-started': 'Started. It texts about what happens from now on.',
  'rule-paused': 'Paused. Texts of it that wait for their time do not go.',
  'rule-ended': 'Deleted.',
};

export const rulesProblems: Words<RulesProblem> = {
  'rule-template': 'Choose a template. If there is none, add one under Templates.',
  'rule-sender': 'This number is no longer one of yours. Choose another.',
  'rule-tag': `Write the name of a tag, with at most ${ruleLimits.tagLength} characters.`,
  'rule-own-tag': 'This tag goes on every texted conversation. Choose another.',
  'rule-number': ({ low, high }) => `Write a whole number from ${low} to ${high.toLocaleString('en-US')}.`,
  'rule-gone': 'This rule no longer exists.',
  'too-many-rules': ({ most }) => `There are ${most} rules, which is the most. Delete one that nobody needs.`,
};

type Waiting = Pick<Rule, 'kind' | 'tag' | 'delayMinutes'>;

/** `When a conversation was closed 24 hours ago`. */
export function ruleCondition({ kind, tag, delayMinutes }: Waiting): string {
  switch (kind) {
    case 'contact-created':
      return 'When a contact is created with a phone, or gets one within an hour';
    case 'tagged':
      return `When the tag “${tag ?? ''}” is put on a contact or a conversation`;
    case 'closed':
      return `When a conversation has been closed for ${count(delayMinutes / 60, 'hour')} and the customer has not written since`;
    case 'unanswered':
      return `When nobody has answered a customer’s text for ${count(delayMinutes, 'minute')}`;
  }
}

/** The whole rule. `template`: its name; null where it was archived. */
export function ruleSentence(rule: Rule, template: string | null): string {
  const { hourlyCap, contactDays, kind } = rule;
  const what = template === null ? 'a template that no longer exists' : `“${template}”`;
  const person =
    kind === 'contact-created' ? 'once a number for ever' : `once in ${count(contactDays, 'day')} to a person`;
  return `${ruleCondition(rule)}, then text ${what}, at most ${count(hourlyCap, 'text')} an hour and ${person}.`;
}

/** Its number and its purpose. */
export function ruleSending({ sender, purpose }: Pick<Rule, 'sender' | 'purpose'>): string {
  const from = sender === null ? '' : `From ${addressInWords(sender)}. `;
  return `${from}${purpose === 'marketing' ? 'Marketing.' : 'Not marketing.'}`;
}

/** The headings of the forms. */
export const ruleTitles: Readonly<Record<RuleKind, string>> = {
  'contact-created': 'When a contact is created …',
  tagged: 'When a tag is put on …',
  closed: 'When a conversation was closed …',
  unanswered: 'When nobody answered …',
};

export function ruleInHistory({ when, template }: RuleChanged): string {
  return `${ruleTitles[when]} then text “${template}”`;
}

const reasons: Readonly<Record<NotTexted | Refusal, string>> = {
  'rule-paused': 'the rule was paused',
  'rule-gone': 'the rule was deleted',
  'too-late': 'more than four hours late',
  'no-contact': 'the contact is gone',
  'no-phone': 'no phone',
  'known-before': 'texted before',
  reopened: 'the conversation was opened again',
  'wrote-since': 'the customer wrote',
  answered: 'somebody answered',
  'hourly-cap': 'over the texts of an hour',
  'contact-cap': 'had a text of this rule',
  'template-gone': 'the template was archived',
  'template-incomplete': 'a field of the template was empty',
  'not-opted-in': 'not opted in',
  'opted-out': 'opted out',
  'confirmation-over': 'too late',
  'opted-out-by-hand': 'opted out by hand',
  'blocked-by-twilio': 'blocked at Twilio',
  loop: 'a machine answers',
  'not-answerable': 'no number to text',
  'no-sender': 'no number to text from',
  'own-number': 'a number of yours',
  'nothing-to-text': 'nothing to text',
  'costly-number': 'a costly number',
  'country-closed': 'a country that is not allowed',
  'too-many-sms': 'too many SMS',
};

/** A reason that another version stored is shown as it is. */
export function ruleReason(reason: string): string {
  return Object.hasOwn(reasons, reason) ? reasons[reason as NotTexted | Refusal] : reason;
}

/** The limits of a dry run. */
const blindSpots: Readonly<Record<RuleKind, string>> = {
  'contact-created':
    'It cannot see contacts that are gone, a phone that was removed, or whether the phone came within the hour.',
  tagged:
    'It looks at contacts that have the tag now. It cannot see when they got it, nor tags that are put on conversations.',
  closed: 'It looks at texted conversations. It cannot see those that were opened again, nor chats in the Messenger.',
  unanswered: 'It looks at the last text of each customer. It cannot see answers that were not texted.',
};

export function triedHeadline({ people, days, isCut }: TriedRule): string {
  const texted = people.filter(({ reason }) => reason === null).length;
  const more = isCut ? ' There are more: it looked at the first ones.' : '';
  return `In the last ${days} days it would have texted ${count(texted, 'person', 'people')}${texted === 0 ? '.' : ':'}${more}`;
}

export function triedLimits(kind: RuleKind): string {
  return `${blindSpots[kind]} The limits of an hour and of a person are not counted.`;
}

/** `why`: the reasons with their counts; empty where there is none. */
export function ruleCounts({ texted, waiting, notTexted }: RunCount, why: string): string {
  const parts = [`${texted} texted`, `${waiting} waiting`, `${notTexted} not texted`];
  const outcome = `Last 7 days: ${listOf(parts)}.`;
  return why === '' ? outcome : `${outcome} Reasons: ${why}.`;
}

export const rulePageWords = {
  person: 'To the same person once in',
  left: 'Not texted: ',
  none: 'No rule yet.',
  noTemplate: 'A rule texts a template. Add one under Templates first.',
  add: 'Add a rule',
  anySender: 'The number they were texted from last',
  transactional: 'It tells of something that the customer began',
  marketing: 'Marketing: only to people who opted in',
  tag: 'The name of the tag in Intercom.',
  hours: 'Nothing goes if the customer has written, or somebody opened it, by then.',
  minutes: 'Nothing goes if somebody has answered by then. It waits for texts, not for chats.',
  welcome: 'Not for people who texted first, or were texted before.',
  cap: 'More than that are left out, and counted.',
  end: 'It texts nobody any more. What it did stays in the log.',
} as const;
