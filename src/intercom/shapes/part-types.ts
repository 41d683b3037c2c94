// Which parts and opening messages are meant for the customer; whatever is not listed here is not.
import type { Part } from '../../domain/conversation.ts';

/**
 * `message`: its words, if it has any, are shown to the customer. `note`: for colleagues. `event`: whatever words it carries
 * are about the conversation, not in it.
 * Sources: https://developers.intercom.com/docs/references/1.4/rest-api/conversations/conversation-part-model and its
 * successors ("Conversation Part Types"), the manage endpoint of
 * https://developers.intercom.com/docs/references/2.16/rest-api/api.intercom.io/conversations, and parts seen in the field.
 */
const kinds: Readonly<Record<string, 'message' | 'note' | 'event'>> = {
  // Words in the conversation. A close "leaves a message to the user", an assignment "sends a response", and an answer that
  // opens a conversation again is the `open` itself: the composer's Send and close, Send and assign, and Send are these.
  comment: 'message',
  quick_reply: 'message',
  assignment: 'message',
  assign_and_reopen: 'message',
  assign_and_unsnooze: 'message',
  open: 'message',
  close: 'message',

  note: 'note',
  note_and_reopen: 'note',
  note_and_unsnooze: 'note',
  note_and_close: 'note',

  // Assigned by a rule, a workflow or a teammate's absence, in nobody's words.
  away_mode_assignment: 'event',
  balanced_assignment: 'event',
  default_assignment: 'event',
  message_strategy_assignment: 'event',
  workflow_assignment: 'event',

  // The API takes no words with these.
  snoozed: 'event',
  unsnoozed: 'event',
  timer_unsnooze: 'event',

  // Words of machines about the conversation, and to teammates.
  conversation_summary: 'event',
  conversation_translation: 'event',
  language_detection_details: 'event',
  fin_guidance_applied: 'event',
  fin_procedure_event: 'event',
  fin_escalation: 'event',
  operator_workflow_event: 'event',
  resolution_bot_found_no_answer: 'event',
  custom_action_started: 'event',
  custom_action_finished: 'event',
  user_became_idle: 'event',

  // Forms and hints that the Messenger draws: nobody can answer them by text.
  attribute_collector: 'event',
  attribute_collected: 'event',
  channel_and_reply_time_expectation: 'event',

  // Changes of what stands beside the conversation.
  conversation_attribute_updated_by_user: 'event',
  conversation_attribute_updated_by_admin: 'event',
  conversation_attribute_updated_by_workflow: 'event',
  attribute_updated_by_admin: 'event',
  attribute_updated_by_user: 'event',
  attribute_updated_by_workflow: 'event',
  conversation_tags_updated: 'event',
  conversation_tagged: 'event',
  conversation_part_tagged: 'event',
  company_updated: 'event',
  title_updated: 'event',
  priority_changed: 'event',
  priority_changed_by_rule: 'event',
  priority_changed_by_workflow: 'event',
  conversation_sla_applied_by_rule: 'event',
  conversation_sla_applied_by_workflow: 'event',
  conversation_sla_removed: 'event',
  conversation_sla_target_missed: 'event',
  conversation_rating_requested: 'event',
  conversation_rating_changed: 'event',
  conversation_rating_remark_added: 'event',
  participant_added: 'event',
  participant_removed: 'event',
  channel_changed: 'event',
  conversation_channel_changed: 'event',
  phone_call: 'event',
  call_started: 'event',
  call_ended: 'event',
  entity_linked: 'event',
  entity_unlinked: 'event',
  merged_primary_conversation: 'event',
  merged_secondary_conversation: 'event',

  // A conversation that was turned into a ticket, and the tickets that it is linked to.
  converted_to_ticket: 'event',
  ticket_created: 'event',
  ticket_linked: 'event',
  ticket_unlinked: 'event',
  ticket_shared: 'event',
  ticket_type_changed: 'event',
  ticket_state_updated_by_admin: 'event',
  ticket_state_updated_by_user: 'event',
  ticket_state_updated_by_workflow: 'event',
  ticket_attribute_updated_by_admin: 'event',
  ticket_attribute_updated_by_user: 'event',
  ticket_attribute_updated_by_workflow: 'event',
};

/** Intercom adds types without notice; an unknown one is `unlisted`. */
export function kindOfPart(type: string | null): Part['kind'] {
  return type !== null && Object.hasOwn(kinds, type) ? (kinds[type] ?? 'unlisted') : 'unlisted';
}

/** The Messenger's own. Others reach the customer by e-mail, by another service or by phone. */
const chats = new Set(['conversation', 'inapp', 'in_app', 'chat', 'message', 'admin_message']);

/** True where an opening message goes to the Messenger, where the customer may read it late: only then a text helps. */
export function isChatSource(type: string | null): boolean {
  return type === null || chats.has(type);
}

/** Written for many at once, in an admin's name. */
const ofCampaigns = new Set(['campaigns_initiated', 'operator_initiated', 'automated']);

/** The side that began a conversation, by the delivery of its opening message. */
export function startedBy(
  deliveredAs: string | null,
  author: Part['author']['type'],
): 'admin' | 'automation' | 'contact' {
  if (deliveredAs !== null && ofCampaigns.has(deliveredAs)) return 'automation';
  if (deliveredAs === 'admin_initiated') return 'admin';
  if (deliveredAs === 'customer_initiated') return 'contact';
  return author === 'admin' ? 'admin' : author === 'bot' ? 'automation' : 'contact';
}
