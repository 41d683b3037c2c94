// The help of threadwire intercom: a sentence for each resource and verb.
import { vendorNames } from '../names.ts';

const intercom = vendorNames.intercom;

export const intercomTells = `Read and change anything in ${intercom}: contacts, conversations, tags and the rest`;

export const exitWords =
  'Ends with 3 if the app lacks a permission, 4 if nothing was found, 5 if Intercom refuses it, 6 at the rate limit, 7 without an answer.';

/** One for each resource. */
export const resourceWords: Readonly<Record<string, string>> = {
  admins: 'Teammates',
  articles: 'Articles of the Help Center',
  collections: 'Collections of articles',
  companies: 'Companies and who belongs to them',
  contacts: 'Users and leads',
  conversations: 'Conversations and their parts',
  counts: 'Totals',
  'data-attributes': 'Fields of contacts and companies',
  'data-connectors': 'Calls of other systems by Workflows and Fin',
  entities: 'One thing by its type and id',
  events: 'Actions of contacts',
  jobs: `Work that ${intercom} does later`,
  messages: 'Messages that begin something',
  notes: 'Notes on contacts and companies',
  'rate-limit': 'How many calls are left',
  raw: `Any other call of ${intercom}'s API`,
  segments: 'Segments and their members',
  tags: 'Tags and what carries them',
  teams: 'Teams of teammates',
};

/** One for each verb, as `resource verb`. */
export const verbWords: Readonly<Record<string, string>> = {
  'admins find': 'Show a teammate',
  'admins list': 'Show every teammate',
  'admins me': 'Show whose token this is, and its workspace',

  'articles create': 'Write an article',
  'articles delete': 'Delete an article',
  'articles find': 'Show an article',
  'articles list': 'Show every article, the one that changed last first',
  'articles search': 'Find articles by words',
  'articles update': 'Change an article',

  'collections create': 'Make a collection',
  'collections delete': 'Delete a collection',
  'collections find': 'Show a collection',
  'collections list': 'Show every collection',
  'collections update': 'Change a collection',

  'companies attach': 'Add contacts to a company',
  'companies contacts': 'Show the contacts of a company, by its id',
  'companies contacts-by-company-id': 'Show the contacts of a company, by your own id of it',
  'companies create': 'Make the company of your own id, or change it',
  'companies delete': 'Delete a company; its contacts stay',
  'companies detach': 'Take contacts out of a company',
  'companies find': 'Show a company, by its id',
  'companies find-by-company-id': 'Show a company, by your own id of it',
  'companies find-by-name': 'Show a company, by its name',
  'companies list': 'Show companies that have contacts, 10,000 at most',
  'companies of-contact': 'Show the companies of a contact',
  'companies scroll': 'Show every company that has contacts, however many',
  'companies update': 'Change a company',

  'contacts archive': 'Archive a contact',
  'contacts block': 'Block a contact and archive its conversations',
  'contacts convert': 'Turn a lead into a user',
  'contacts convert-visitor': 'Turn a visitor into a lead or a user',
  'contacts create': 'Make a contact',
  'contacts decrement': 'Take from a number among the custom attributes, unless somebody else writes it',
  'contacts delete': 'Delete a contact for good',
  'contacts find': 'Show a contact, by its id',
  'contacts find-by-email': 'Show the one contact that has an email address',
  'contacts find-by-external-id': 'Show a user, by your own id',
  'contacts increment': 'Add to a number among the custom attributes, unless somebody else writes it',
  'contacts list': 'Show every contact',
  'contacts list-by-email': 'Show every contact that has an email address',
  'contacts merge': 'Merge a lead into a user',
  'contacts search': 'Find contacts by conditions',
  'contacts set-attributes': 'Set custom attributes of a contact',
  'contacts unarchive': 'Take a contact out of the archive',
  'contacts update': 'Change a contact',

  'conversations assign': 'Assign a conversation to a teammate, a team or nobody',
  'conversations by-admin': 'Show the conversations of a teammate',
  'conversations by-contact': 'Show the conversations of a user or lead',
  'conversations by-email': 'Show the conversations of everybody who has an email address',
  'conversations by-state': 'Show conversations in one state that have not changed since a time',
  'conversations by-team': 'Show the conversations of a team',
  'conversations close': 'Close conversations',
  'conversations delete': 'Delete a conversation for good',
  'conversations find': 'Show a conversation',
  'conversations list': 'Show every conversation, the one that changed last first',
  'conversations note': 'Write an internal note',
  'conversations open': 'Open a conversation',
  'conversations parts': 'Show the messages and changes of a conversation, 500 at most',
  'conversations read': 'Mark a conversation as read',
  'conversations reply-and-assign': 'Answer as a teammate and assign the conversation',
  'conversations reply-and-close': 'Answer as a teammate and close the conversation',
  'conversations reply-and-open': 'Answer as a teammate and open the conversation',
  'conversations reply-as-admin': 'Answer as a teammate',
  'conversations reply-as-contact': 'Answer in the name of a contact',
  'conversations search': 'Find conversations by conditions',
  'conversations snooze': 'Snooze a conversation',
  'conversations update': 'Change the title, company or custom attributes of a conversation',

  'counts segments': 'Count the members of each segment',
  'counts workspace': 'Count contacts, companies and conversations',

  'data-attributes archive': 'Archive a field',
  'data-attributes create': 'Make a field of contacts or companies',
  'data-attributes list': 'Show every field',
  'data-attributes update': 'Change a field; its type stays',

  'data-connectors create': 'Make a draft of a connector',
  'data-connectors delete': 'Delete a connector that nothing uses',
  'data-connectors execution': 'Show one run of a connector, with what was asked and answered',
  'data-connectors executions': 'Show what a connector did in the last hour, the latest first',
  'data-connectors find': 'Show a connector; the values of its headers stay hidden',
  'data-connectors list': 'Show every connector',
  'data-connectors update': 'Change a connector, or put it live',

  'entities load': 'Show all of a thing that you have the type and id of',

  'events create': 'Record that a contact did something',
  'events create-summary': 'Record how often a user did something before',
  'events list': 'Show what a contact did in the last 90 days, newest first',
  'events summaries': 'Show how often a contact did what, and when first and last',

  'jobs status': 'Show how far a job is',

  'messages email': 'Send an email to a contact',
  'messages from-contact': 'Begin a conversation in the name of a contact',
  'messages in-app': 'Send a message to a contact in the Messenger',

  'notes create': 'Write a note on a contact',
  'notes create-for-company': 'Write a note on a company',
  'notes find': 'Show a note',
  'notes list': 'Show the notes on a contact',
  'notes list-by-email': 'Show the notes on everybody who has an email address',
  'notes list-for-company': 'Show the notes on a company',

  'rate-limit show': 'Show how many calls are left, and when there are more',

  'raw call': `Make any call of ${intercom}'s API`,

  'segments find': 'Show a segment',
  'segments list': 'Show every segment',
  'segments members': 'Show the contacts in a segment',
  'segments of-contact': 'Show the segments that a contact is in',

  'tags create': 'Make a tag, or find it by its name',
  'tags delete': 'Delete a tag',
  'tags find': 'Show a tag',
  'tags list': 'Show every tag',
  'tags of-contact': 'Show the tags of a contact',
  'tags rename': 'Rename a tag',
  'tags tag-companies': 'Tag companies, by the name of the tag',
  'tags tag-contacts': 'Tag contacts',
  'tags tag-conversations': 'Tag conversations',
  'tags untag-companies': 'Take a tag off companies, by the name of the tag',
  'tags untag-contacts': 'Take a tag off contacts',
  'tags untag-conversations': 'Take a tag off conversations',

  'teams find': 'Show a team',
  'teams list': 'Show every team',
};
