// The API in words: what its keys may do, and what each call is for.
import type { OperationId } from '../domain/api/catalogue.ts';
import type { Scope } from '../domain/api-keys.ts';
import { product } from './names.ts';

/** After "may". */
export const scopeVerbs: Readonly<Record<Scope, string>> = {
  admin: 'change settings',
  consent: 'change consent',
  read: 'read',
  send: 'send texts',
};

export const apiTitle = `${product} API`;

/** The purpose of each call. */
export const operationWords: Readonly<Record<OperationId, string>> = {
  analyzeText: 'Tell the mood of a customer’s text, and the risk that the customer turns away. A machine does it.',
  archiveTemplate: 'Archive a template: agents no longer find it.',
  cancelText: 'Cancel a text that waits for its turn, or for an admin.',
  changeConsent: 'Opt a number out of texts or into them, with the source as evidence.',
  changeSettings: 'Change settings, by the rules of their page. Those that are left out stay.',
  changeTemplate: 'Change a template, by its name or id. A name that no template has makes one.',
  classifyText: 'Tell the category, the urgency and the sentiment of a text. A machine does it, and is often wrong.',
  draftAnswer: 'Draft an answer to a conversation from the templates that have no fields. Nothing is sent.',
  createTemplate: 'Make a template.',
  createWebhook: 'Have an address told what happens, as Standard Webhooks. The answer alone has its secret.',
  deleteWebhook: 'Tell an address nothing more.',
  dropDeadLetter: 'Drop work that was given up.',
  endOptOut: 'End an opt-out that the workspace made itself. It is no opt-in, and no customer’s own word ends so.',
  evaluateConversation:
    'Score how a conversation was handled, by rules: the time to answer, questions answered, tone, and how it ended.',
  findContacts:
    'Find contacts in Intercom by one of these names. A contact that was just made may be missing for minutes.',
  listDeliveries: 'List what an endpoint was told, the newest first: 100 at most.',
  listDeadLetters: 'List work that was given up, the newest first.',
  listConsents: 'List the people who said a word about texts, the latest word first.',
  listNumbers: 'List the numbers that texts come from, the preferred one first.',
  listWebhooks: 'List the endpoints: the addresses that are told what happens.',
  listTexts: 'List texts in both directions, the newest first.',
  listTemplates: 'List the templates by name.',
  readConsent: 'Read whether a number may be texted, and the evidence for it, the newest first.',
  readSettings: 'Read the settings, without prices.',
  readTemplate: 'Read a template, by its name or id.',
  readSmsStatus: 'Read what became of the last text to a person, or of one text. For data connectors.',
  sendSms: 'Text a person from a data connector. Each decision is status 200 with its reason, as flat text.',
  sendText:
    'Text a person, once for each Idempotency-Key: words of your own, or a template. A refusal is an answer with its reason.',
  sendSeriesText:
    'Text a person the template of that name at a step of a Series. Objects for one person and step are one text within the window.',
  putCustomer:
    'Write a customer of your own system to Intercom, and only what changed. An answer with 202 says that it goes on.',
  listCustomerChanges:
    'List values that were taken over from Intercom, in their order. The next call with the cursor says that they arrived.',
  putCustomers:
    'Write customers, a record a line (NDJSON), and get an answer for each. Records that changed wait then for their sync.',
  readCustomerSync: 'Read how far the sync of customers is: what waits and why, runs, refused records, conflicts.',
  actOnCustomerSync: 'Pause the sync of customers, have it go on, or try refused records again.',
  putSeriesText: 'The same by PUT, which a webhook block of a Series may send, too.',
  releaseText: 'Let a text go that a limit holds.',
  replayWebhook: 'Send an endpoint its events again: those that failed, or all of a period. It is on from then on.',
  retryDeadLetter: 'Try work again that was given up.',
  testWebhook: 'Send an endpoint a test now. One that arrives switches it on again.',
  readText: 'Read one text with what became of it, and why.',
};

/** The parts of the description of a call. */
export const describedAs = {
  answer: 'The answer.',
  later: 'The record is stored, and its sync goes on.',
  needs: (scope: Scope) => `It takes a key that may ${scopeVerbs[scope]}.`,
  once: 'A call that comes again within 24 hours with the same key gets the same answer, and nothing is done twice.',
  problem: 'The reason why the call was refused.',
  quota: 'The calls that the key has left (r), and the seconds until it has all again (t).',
  quotaPolicy: 'The calls that the key may make (q) within so many seconds (w).',
  retryAfter: 'Only with 429 and 503: the seconds to wait.',
} as const;

/** The types of refusals, each with its status. */
export const refusalWords: Readonly<Record<string, string>> = {
  'urn:threadwire:problem:invalid': '400: a value cannot be used; errors names each',
  'urn:threadwire:problem:unauthenticated': '401: no key, or one that is wrong, revoked or too old',
  'urn:threadwire:problem:forbidden': '403: the key may not do this',
  'urn:threadwire:problem:not-found': '404: the workspace has no such thing',
  'urn:threadwire:problem:key-reused': '422: the Idempotency-Key belongs to another call',
  'urn:threadwire:problem:too-large': '413: the body is too large',
  'urn:threadwire:problem:too-many':
    '429: too many calls of this key, or wrong keys from one address; wait for the seconds of Retry-After',
  'urn:threadwire:problem:unavailable': '503: the database or Intercom is away; try again later',
};

/** For text that holds a NUL or half a character. */
export const wellFormedRule = 'must be well-formed text';

const timeRule = 'must be a time with its offset, such as 2026-01-08T13:05:00Z';

/** The rule that a line of a batch breaks. */
export const lineRules = {
  noJson: 'must be one JSON object on its line, with no name twice',
  tooLong: 'must be at most 64 KB',
} as const;

/** The rule that a value breaks, after its name. */
export const valueRules = {
  '/': 'must be given once, and alone',
  '/contact_id': 'must be given, or another name of the person',
  '/cursor': 'must be the next_cursor of another page of this list',
  '/body': 'must be given, or template, and not both',
  '/external_id': 'must be the id in the path, or left out',
  '/from': 'must be one of the workspace’s numbers',
  '/idempotency-key': 'must be 1 to 200 visible characters',
  '/number': 'must be a phone number, such as +14155550132, or its last digits',
  '/send_at': `${timeRule}, within a year`,
  '/sender': 'must be one of the workspace’s numbers',
  '/since': timeRule,
  '/source': 'must say where the wish comes from, such as Asked in the shop',
  '/to': 'must be a phone number, such as +14155550132, and the only name of the person',
  '/until': timeRule,
  '/window': 'must be hours such as 24, or 30m, 24h or 7d, and 30 days at most',
  '/values': 'must come with a template',
} as const;

export type CheckedValue = keyof typeof valueRules;
