// A call to Intercom that failed, as a command ends with it: words, and an exit code by the kind of failure.
import type { IntercomFailureKind } from '../../domain/intercom-failure.ts';
import { exitCodes, FailedCommandError } from '../outcome.ts';

const { notAllowed, notFound, notTaken, tooMany, unanswered } = exitCodes;

const codes: Readonly<Record<IntercomFailureKind, number>> = {
  'assignee-unclear': notTaken,
  'attribute-unknown': notTaken,
  'bad-request': notTaken,
  'contact-blocked': notTaken,
  duplicate: notTaken,
  forbidden: notAllowed,
  gone: notFound,
  'in-use': notTaken,
  merged: notFound,
  'name-reserved': notTaken,
  'no-answer': unanswered,
  'no-connection': unanswered,
  'not-found': notFound,
  'not-paid': notAllowed,
  other: notTaken,
  'rate-limited': tooMany,
  'scroll-open': tooMany,
  'server-failed': unanswered,
  'several-match': notTaken,
  'token-refused': notAllowed,
  unavailable: unanswered,
  'unreadable-answer': unanswered,
  'written-meanwhile': notTaken,
};

export class CallFailedError extends FailedCommandError {
  override name = 'CallFailedError';
  readonly kind: IntercomFailureKind;

  constructor(words: string, kind: IntercomFailureKind) {
    super(words, codes[kind]);
    this.kind = kind;
  }
}
