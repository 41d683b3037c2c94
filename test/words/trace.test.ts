// The decisions about a text, in sentences.
import type { Evidence } from '../../src/domain/consent/consent-list.ts';
import type { TraceFact } from '../../src/domain/texts/told-trace.ts';
import { tellDecision } from '../../src/words/trace.ts';
import { expect, test } from '../support/jest-globals.ts';

const reader = { now: new Date('2026-11-30T15:00:00Z'), zone: 'America/New_York' };
const stop: Evidence = {
  ...{ id: '1', at: new Date('2026-11-03T15:00:00Z'), address: '+14155550132', state: 'opted-out', source: 'keyword' },
  ...{ saidTo: '+14155550100', words: 'Stop', answered: null, messageId: null, answeredId: null },
  ...{ byName: null, reason: null, origin: null },
};
const start: Evidence = { ...stop, state: 'opted-in', words: 'START' };
const byHand: Evidence = {
  ...stop,
  state: 'none',
  source: 'manual',
  words: null,
  byName: 'Ana',
  reason: 'On the phone',
};
const ends = { address: '+14155550132', sender: '+14155550100' };
const price = { amount: '0.0158', currency: 'USD', isWhole: true };

test.each<[string, TraceFact]>([
  [
    'Matched to Maya: a search in Intercom found the number.',
    { kind: 'matched', how: 'found', contactId: '1', name: 'Maya' },
  ],
  [
    'Matched to a contact without a name: we knew the number as theirs.',
    { kind: 'matched', how: 'known', contactId: '1', name: null },
  ],
  ['Joined the conversation because it was open.', { kind: 'threaded', why: 'open', conversationId: '1' }],
  ['Started a new conversation: there was none before.', { kind: 'threaded', why: 'first', conversationId: '1' }],
  [
    'Stopped automatic texts to this customer: the same words come back each time.',
    { kind: 'loop', how: 'same-words' },
  ],
  ['Many texts came within a minute: 31 of them share one part.', { kind: 'joined', texts: 31 }],
  ['Kept out of the inbox: a reaction opens no conversation.', { kind: 'aside', why: 'reaction' }],
  ['Allowed: the customer has not opted out.', { kind: 'allowed', by: 'no-stop', at: null, evidence: null }],
  [
    'Allowed: the customer has not opted out. Texts resumed by hand by Ana (Nov 3, 2026 at 10:00AM): On the phone.',
    { kind: 'allowed', by: 'no-stop', at: null, evidence: byHand },
  ],
  [
    'Allowed: the customer opted in. Texted a start word (Nov 3, 2026 at 10:00AM): “START”',
    { kind: 'allowed', by: 'opted-in', at: stop.at.toISOString(), evidence: start },
  ],
  [
    'Allowed: the customer opted in (Nov 3, 2026 at 10:00AM).',
    { kind: 'allowed', by: 'opted-in', at: stop.at.toISOString(), evidence: null },
  ],
  [
    'Allowed: the customer texted us within the 30 days before (Nov 3, 2026 at 10:00AM).',
    { kind: 'allowed', by: 'wrote', at: stop.at.toISOString(), evidence: null },
  ],
  ['Too long for one text: sent as 3, each with its number.', { kind: 'split', parts: 3, isNumbered: true }],
  [
    'Waited for the end of quiet hours: 8:03AM in Los Angeles.',
    { kind: 'waits', why: 'quiet-hours', until: '2026-11-30T16:03:00Z', zone: 'America/Los_Angeles' },
  ],
  [
    'Waited for the end of quiet hours: 11:03AM. The customer’s time zone is not known, so the workspace’s decided.',
    { kind: 'waits', why: 'quiet-hours', until: '2026-11-30T16:03:00Z', zone: 'America/New_York', by: 'workspace' },
  ],
  [
    'Sent by itself, because the customer wrote outside the office hours.',
    { kind: 'answers', what: 'after-hours', textId: '1' },
  ],
  ['A rule sent it: nobody had answered.', { kind: 'by-rule', when: 'unanswered' }],
  ['A system of yours sent it by the API, with the key Shop.', { kind: 'by-key', name: 'Shop' }],
  ['A Series sent Welcome at its step first.', { kind: 'by-series', step: 'first', template: 'Welcome' }],
  ['It ends with the words about opting out, as the first automatic text to this customer.', { kind: 'opt-out-words' }],
  ['An admin let it go, with all that waited.', { kind: 'released', isAlone: false }],
  ['Let texts go first that were written before it.', { kind: 'went-behind' }],
  ['Waited behind an earlier text that a limit holds.', { kind: 'over-limit', why: 'waits-behind', country: 'GB' }],
  ['An agent sent it at once, in quiet hours.', { kind: 'sent-now' }],
  ['Held back: it waited for more than 4 hours, so a person decides.', { kind: 'held', hours: 4 }],
  [
    'Not sent: opted out. Texted a stop word (Nov 3, 2026 at 10:00AM): “Stop”',
    { kind: 'never-sent', by: { kind: 'opted-out', ...ends }, evidence: stop },
  ],
  ['Not sent: not opted in.', { kind: 'never-sent', by: { kind: 'not-opted-in', ...ends }, evidence: null }],
  ['Cancelled.', { kind: 'never-sent', by: { kind: 'cancelled', ...ends }, evidence: null }],
  [
    'Sent from (415) 555-0100, the number of this conversation.',
    { kind: 'sent', sender: '+14155550100', isReply: true },
  ],
  ['Cost of 2 SMS: $0.0158.', { kind: 'cost', price, sms: 2 }],
  ['Cost of 1 SMS: Twilio has not told it yet.', { kind: 'cost', price: null, sms: 1 }],
])('%s', (words, fact) => {
  expect(tellDecision(fact, reader)).toBe(words);
});
