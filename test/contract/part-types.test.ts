// Every type of part: words of these types are texted, and words of no other.
import { isChatSource, kindOfPart, startedBy } from '../../src/intercom/shapes/part-types.ts';
import { readPart } from '../../src/intercom/shapes/parts.ts';
import { expect, test } from '../support/jest-globals.ts';

const now = new Date('2026-11-30T12:00:00Z');

/** Words that the customer is shown, whatever else the part does. */
test.each(['comment', 'quick_reply', 'assignment', 'assign_and_reopen', 'assign_and_unsnooze', 'open', 'close'])(
  '%s is for the customer',
  (type) => {
    expect(kindOfPart(type)).toBe('message');
  },
);

test.each(['note', 'note_and_reopen', 'note_and_unsnooze', 'note_and_close'])('%s is for colleagues', (type) => {
  expect(kindOfPart(type)).toBe('note');
});

const events = [
  'away_mode_assignment',
  'balanced_assignment',
  'default_assignment',
  'message_strategy_assignment',
  'workflow_assignment',
  'snoozed',
  'unsnoozed',
  'timer_unsnooze',
  'conversation_summary',
  'language_detection_details',
  'fin_guidance_applied',
  'operator_workflow_event',
  'resolution_bot_found_no_answer',
  'custom_action_started',
  'custom_action_finished',
  'user_became_idle',
  'attribute_collector',
  'attribute_collected',
  'channel_and_reply_time_expectation',
  'conversation_attribute_updated_by_user',
  'conversation_attribute_updated_by_admin',
  'conversation_attribute_updated_by_workflow',
  'attribute_updated_by_admin',
  'conversation_tags_updated',
  'conversation_tagged',
  'conversation_part_tagged',
  'company_updated',
  'priority_changed',
  'priority_changed_by_rule',
  'conversation_sla_applied_by_rule',
  'conversation_sla_applied_by_workflow',
  'conversation_sla_removed',
  'conversation_sla_target_missed',
  'conversation_rating_changed',
  'conversation_rating_remark_added',
  'participant_added',
  'participant_removed',
  'channel_changed',
  'entity_linked',
  'merged_primary_conversation',
  'merged_secondary_conversation',
  'converted_to_ticket',
  'ticket_created',
  'ticket_state_updated_by_admin',
  'ticket_state_updated_by_user',
  'ticket_attribute_updated_by_admin',
  'ticket_attribute_updated_by_user',
];
test.each(events)('%s is never texted', (type) => {
  expect(kindOfPart(type)).toBe('event');
});

test.each(['fin_thoughts_of_next_year', 'Comment', 'comment ', '', 'toString', '__proto__', null])(
  '%j is on no list, and never texted',
  (type) => {
    expect(kindOfPart(type)).toBe('unlisted');
  },
);

test.each([5, true, {}, ['comment']])('a type that is no text, %j, is on no list', (type) => {
  const wire = { id: '1', part_type: type, body: '<p>Hi</p>', author: { type: 'admin', id: '2' } };
  expect(readPart(wire, now)).toMatchObject({ kind: 'unlisted' });
});

test.each<[string | null, boolean]>([
  ['conversation', true],
  [null, true],
  ['admin_message', true],
  ['email', false],
  ['sms', false],
  ['whatsapp', false],
  ['facebook', false],
  ['instagram', false],
  ['twitter', false],
  ['push', false],
  ['phone_call', false],
  ['phone_switch', false],
  ['of next year', false],
])('an opening message of type %j may be texted: %j', (type, may) => {
  expect(isChatSource(type)).toBe(may);
});

test.each<[string | null, 'admin' | 'bot' | 'contact' | 'other', string]>([
  ['admin_initiated', 'admin', 'admin'],
  ['admin_initiated', 'bot', 'admin'],
  [null, 'admin', 'admin'],
  ['campaigns_initiated', 'admin', 'automation'],
  ['operator_initiated', 'admin', 'automation'],
  ['automated', 'admin', 'automation'],
  ['customer_initiated', 'contact', 'contact'],
  ['customer_initiated', 'admin', 'contact'],
  ['of next year', 'admin', 'admin'],
  [null, 'bot', 'automation'],
  [null, 'contact', 'contact'],
])('delivered as %j by %s: started by %s', (deliveredAs, author, by) => {
  expect(startedBy(deliveredAs, author)).toBe(by);
});
