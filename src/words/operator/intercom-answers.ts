// Sentences of threadwire intercom beside its help: questions, notes, slips and failures.
import type { IntercomFailure, IntercomFailureKind } from '../../domain/intercom-failure.ts';
import { vendorNames } from '../names.ts';

const intercom = vendorNames.intercom;

/** Everything that goes wrong before Intercom is asked. */
export const slips = {
  needsYes: 'This deletes something: add --yes to confirm.',
  noWorkspace: 'No workspace is installed: start the service once, or install the app.',
  whichWorkspace: (ids: readonly string[]) => `Name a workspace with --workspace: ${ids.join(', ')}.`,
  notConnected: (id: string) => `${intercom} is not connected in workspace ${id}. Install the app again.`,
  notADate: (option: string) => `--${option} is a date, as in 2026-11-30 or 2026-11-30T14:00Z, or Unix seconds.`,
  notAPair: (option: string) => `--${option} is a name and a value, as in --${option} plan=pro.`,
  notJson: (option: string) => `--${option} is JSON, or @FILE with the name of a file that has it.`,
  notAFile: (name: string) => `The file ${name} cannot be read.`,
  notANumber: (option: string) => `--${option} is a whole number.`,
};

export function deletionQuestion(doing: string, things: string): string {
  return `${doing}: ${things}. This cannot be undone. Type yes to go on: `;
}

export const nothingChanged = 'Nothing was changed.';

/** On the error stream, when all were printed or done. */
export function countNote(count: number, isAll: boolean): string {
  const told = count === 1 ? '1 line.' : `${count.toLocaleString('en-US')} lines.`;
  return isAll ? told : `${told} There are more: --all shows them all, --limit sets how many.`;
}

export const noLines = 'Nothing was found.';

/** Each call that a rehearsal left out. */
export function rehearsedLine(method: string, path: string, body: string): string {
  return body === '' ? `${method} ${path}` : `${method} ${path} ${body}`;
}

export const rehearsalNote = 'Nothing was changed: these calls would be made.';

export function waitNote(seconds: number): string {
  return `${intercom}'s rate limit is reached: waiting ${seconds} s.`;
}

/** The last lines of a verb's help. */
export function callsNote(calls: readonly { operation: string; permission: string | null }[]): string {
  const lines = calls.map(({ operation, permission }) => `  ${operation}  ${permission ?? 'no permission named'}`);
  return ['Calls, each with the permission that the app needs:', ...lines].join('\n');
}

type Failed = Pick<IntercomFailure, 'permission' | 'mayBeDone' | 'operation'>;

const lookFirst = 'so it may have been done: look before you try again.';

/** The cause first, then who acts. */
const causes: Readonly<Record<IntercomFailureKind, string | ((failed: Failed) => string)>> = {
  'assignee-unclear': 'Not sent: name one of --to-admin, --to-team and --to-nobody.',
  'attribute-unknown': 'No such custom attribute: make it with data-attributes create.',
  // Without an operation we refuse it ourselves.
  'bad-request': ({ operation }) =>
    operation === null ? 'Not sent: correct this.' : `${intercom} refused this: correct the request.`,
  'contact-blocked': 'The contact is blocked: an agent can unblock it in the inbox.',
  duplicate: 'It exists already: update that one.',
  forbidden: ({ permission }) =>
    permission === null
      ? 'Not allowed: turn on the permission in the Developer Hub.'
      : `Not allowed: turn on the permission “${permission}” in the Developer Hub.`,
  gone: 'It is no longer there.',
  'in-use': 'Something in Intercom uses it: take it out there first.',
  merged: 'The contact was merged into another one.',
  'name-reserved': `${intercom} keeps this name for itself: choose another.`,
  'no-answer': ({ mayBeDone }) => `${intercom} did not answer${mayBeDone ? `, ${lookFirst}` : ': try again later.'}`,
  'no-connection': `${intercom} cannot be reached: nothing was done. Try again later.`,
  'not-found': 'Not found.',
  'not-paid': "The workspace's subscription has lapsed: an admin can renew it.",
  other: `${intercom} refused this.`,
  'rate-limited': `${intercom}'s rate limit is still reached after three waits: try again later.`,
  'scroll-open': 'Another scroll of this workspace is open: it ends a minute after its last page.',
  'server-failed': ({ mayBeDone }) => `${intercom} failed${mayBeDone ? `, ${lookFirst}` : ': try again later.'}`,
  'several-match': 'Several contacts match: list-by-email shows them.',
  'token-refused': `${intercom} refuses the token: an admin can install the app again.`,
  unavailable: ({ mayBeDone }) => `${intercom} is not available${mayBeDone ? `, ${lookFirst}` : ': try again later.'}`,
  'unreadable-answer': `${intercom}'s answer is not in the form that it documents.`,
  'written-meanwhile': 'Somebody else wrote it meanwhile: try again.',
};

/** The cause, then in brackets what Intercom itself said of it. */
export function intercomFailureWords(failure: IntercomFailure): string {
  const cause = causes[failure.kind];
  const told = typeof cause === 'function' ? cause(failure) : cause;
  const { operation, path, status, code, said } = failure;
  const answered = [status === null ? null : String(status), code, said === '' ? null : said].filter((one) => one);
  const asked = operation === null || path === null ? operation : `${operation.split(' ')[0]} ${path}`;
  const about = [asked, answered.join(' ')].filter((one) => one).join(': ');
  return about === '' ? told : `${told} (${about})`;
}
