// The API in words: what its keys may do, and what each call is for.
import type { OperationId } from '../domain/api/catalogue.ts';
import type { Scope } from '../domain/api/keys.ts';
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
  listConsents: 'List the people who said a word about texts, the latest word first.',
  listNumbers: 'List the numbers that texts come from, the preferred one first.',
  listTexts: 'List texts in both directions, the newest first.',
  readConsent: 'Read whether a number may be texted, and the evidence for it, the newest first.',
  readText: 'Read one text with what became of it, and why.',
};

/** The parts of the description of a call. */
export const describedAs = {
  answer: 'The answer.',
  needs: (scope: Scope) => `It takes a key that may ${scopeVerbs[scope]}.`,
  problem: 'The reason why the call was refused.',
} as const;

const timeRule = 'must be a time with its offset, such as 2026-01-08T13:05:00Z';

/** The rule that a value breaks, after its name. */
export const valueRules = {
  '/cursor': 'must be the next_cursor of another page of this list',
  '/number': 'must be a phone number, such as +14155550132, or its last digits',
  '/since': timeRule,
  '/until': timeRule,
} as const;

export type CheckedValue = keyof typeof valueRules;
