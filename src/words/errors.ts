// The reason for a no, as callers of the service and its operator read it.
import type { ErrorCode, ErrorReason } from '../domain/errors.ts';
import type { CallFailure, Obstacle } from '../domain/obstacle.ts';
import type { RequestRefusal, SignatureKind } from '../domain/request-refusal.ts';
import { scopeVerbs } from './api.ts';
import { count } from './counts.ts';
import { fileProblems } from './file-problems.ts';
import { tellLockedSecrets } from './locked-secrets.ts';
import { product, vendorNames } from './names.ts';
import { say, upperFirst, type Words } from './say.ts';

const signatureRules: Readonly<Record<SignatureKind, string>> = {
  'auth-token':
    "the base64 HMAC-SHA1 of PUBLIC_URL, path, query and the sorted form fields, keyed with the account's primary Auth Token",
  canvas: 'the hex HMAC-SHA256 of the raw body, keyed with the client secret',
  notification: 'sha1= and the hex HMAC-SHA1 of the raw body, keyed with the client secret',
  'shared-key':
    'the base64 HMAC-SHA256 of PUBLIC_URL, path, query and the sorted form fields, keyed with this shared key',
};

const notFound = {
  endpoint: 'There is no such endpoint in this workspace.',
  number: 'This is no phone number.',
  template: 'The workspace has no template with this id.',
  text: 'The workspace has no text with this id.',
} as const;

const jsonFaults = {
  'duplicate-name': 'An object of the body has a name twice.',
  'nested-too-deep': 'The body is nested too deeply.',
  'number-too-large': 'A number of the body is too large to be kept exactly.',
} as const;

const requests: Words<RequestRefusal> = {
  'api-input': ({ faults }) => `${upperFirst(count(faults, 'value'))} cannot be used: errors names each.`,
  'assist-off': 'The workspace has not switched this on: an admin does, in the settings under Machine help.',
  'api-key-missing': 'The Authorization header must be "Bearer" and an API key of the workspace.',
  'api-key-too-little': ({ needed }) => `This API key may not ${scopeVerbs[needed]}: make one that may.`,
  'api-key-wrong': 'This API key does not exist, was revoked, or has expired.',
  'api-not-found': ({ what }) => notFound[what],
  'file-not-here': 'This link has expired, or a part of it is missing. Ask for the file again.',
  'foreign-account': 'The request is about another Twilio account than the one of this workspace.',
  'form-outdated': 'This form is out of date. Go back, reload the page and send it again.',
  'form-too-long': ({ mostFields }) => `The form has more than ${mostFields} fields.`,
  'header-too-long': ({ header, mostCharacters }) =>
    `The header ${header} is longer than ${mostCharacters} characters.`,
  malformed: ({ item, problem }) => `The ${item} cannot be read (${problem}).`,
  'json-fault': ({ fault }) => jsonFaults[fault],
  'key-of-another-call': 'This Idempotency-Key was sent with another body. Send a new key with each new call.',
  'not-lines': 'The body must be lines of JSON, the content type application/x-ndjson, and dry_run true or false.',
  'not-json': 'The body must be JSON, and the content type application/json.',
  'mcp-batch': 'The body must be one message, not a list of them.',
  'nothing-here': 'There is no page at this address: it is mistyped, or out of date.',
  'signature-missing': ({ header, made }) => `The ${header} header is missing. It must be ${signatureRules[made]}.`,
  'signature-settings-unknown': ({ header }) =>
    `The ${header} header cannot be used. It must name a key and the algorithm HMAC_SHA256.`,
  'signature-wrong': ({ header, made }) => `The ${header} header is wrong. It must be ${signatureRules[made]}.`,
  'too-large': ({ mostKilobytes }) => `The body is larger than ${mostKilobytes} KB.`,
  'too-many-attempts': 'Too many attempts from this address. Wait a minute and try again.',
  'too-many-calls': ({ most }) =>
    `This API key has made more than ${most.toLocaleString('en-US')} calls within a minute. Wait for the seconds of Retry-After.`,
  'too-many-fields': 'The form has more fields than Twilio sends with any text.',
  'too-many-pieces': 'The body comes in too many pieces.',
  'too-slow': ({ seconds }) => `The body did not arrive within ${seconds} seconds.`,
  'unknown-shared-key':
    'A shared key signs this request, and its secret is not stored here: an admin can add it in the settings, under Twilio account.',
  'unknown-webhook-workspace':
    'No workspace of this id is installed here: check the webhook URL in the Twilio Console.',
  'unreadable-body': 'The body cannot be read: it must be well-formed JSON or a form.',
  'view-only': 'You can view the settings but not change them. Ask the owner for access.',
  'wrong-encoding': 'The content encoding must be gzip, deflate, br or none.',
  'wrong-method': 'This address does not accept this method.',
  'wrong-metrics-token': 'The Authorization header must be "Bearer" and the METRICS_TOKEN.',
  'wrong-type': 'The content type must be application/json or application/x-www-form-urlencoded.',
};

export const obstacles: Words<Obstacle> = {
  'attribute-not-ready': 'Intercom is still creating an attribute of contacts.',
  'conversation-not-writable': 'Intercom shows the conversation but does not let us write in it.',
  'file-not-fetched': ({ why }) => `A customer’s file is not here yet. ${fileProblems[why]}`,
  'no-admin-left': 'Intercom accepts no teammate as the author of this.',
  'not-connected': ({ vendor }) => `${vendorNames[vendor]} is not connected.`,
  'secrets-locked': tellLockedSecrets,
  'tag-made-again': 'Somebody deleted the tag, and it was created again.',
  'text-not-stored': 'The text is no longer stored.',
  'token-replaced': 'Intercom has given this workspace another token.',
  uninstalled: `This workspace has uninstalled ${product}.`,
  'unknown-workspace': ({ workspaceId }) => `There is no workspace ${workspaceId} here.`,
  'webhooks-not-put-back': 'The earlier webhooks could not be set at Twilio again.',
};

const failedCalls: Words<CallFailure> = {
  'call-failed': ({ vendor, outcome, detail }) =>
    typeof outcome === 'number' && outcome < 500
      ? `${vendorNames[vendor]} refused the request (${detail ?? outcome}).`
      : `${vendorNames[vendor]} did not answer. Try again in a minute.`,
};

const reasons: Words<ErrorReason> = { ...requests, ...obstacles, ...failedCalls };

/** The headings of pages that say why a request failed. */
export const refusalTitles: Readonly<Record<ErrorCode | 'internal', string>> = {
  conflict: 'Changed meanwhile',
  forbidden: 'Not allowed',
  internal: 'Something went wrong',
  invalid: 'Request not understood',
  'key-reused': 'Key of another call',
  'not-found': 'Page not found',
  'timed-out': 'Request too slow',
  'too-large': 'Request too large',
  'too-many': 'Too many requests',
  unauthenticated: 'Not allowed',
  unavailable: 'Not available right now',
  'vendor-refused': 'Refused',
  'vendor-unavailable': 'No answer',
  'wrong-method': 'Not found',
};

export const databaseAway = 'The service cannot store anything at the moment. Try again in a few seconds.';

/** For a fault in the program: the log has it under the reference. */
export function unexpected(reference: string): string {
  return `${product} failed here. The operator finds the reason in the log, under ${reference}.`;
}

/** The reason of a refused request or a blocked job, as one or two sentences. */
export function tellReason(reason: ErrorReason): string {
  return say(reasons, reason);
}
