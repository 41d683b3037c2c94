// Our text that confirms an opt-out or its end: only where the carrier sends none, once, and soon.

import type { ConsentSource, Keyword } from '../consent/consent.ts';
import { isTollFree, parseAddress } from '../numbers/phone-number.ts';
import type { Verdict } from './purpose.ts';

/**
 * An admin's choice. `needed`: where Twilio sends none. `always`: also for words that Twilio would answer, since its own handling
 * of them is turned off for the account.
 */
export type Confirming = 'needed' | 'always' | 'never';

/** A word that ended texts, or brought them back. */
export interface ConfirmedWord {
  messageId: string;
  keyword: Exclude<Keyword, 'help'>;
  at: Date;
}

/**
 * One text may confirm an opt-out within five minutes of it: 47 CFR 64.1200(a)(12), https://www.ecfr.gov/current/title-47/section-64.1200
 */
export const CONFIRMED_WITHIN_MS = 5 * 60_000;

/**
 * True where nobody else confirms the word. Twilio answers the words on its list, but not to a short code, whose keywords are
 * its owner's job; with Advanced Opt-Out it says that it has answered. The network answers for toll-free numbers.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function needsConfirmation(
  confirming: Confirming,
  { source, sender }: { source: ConsentSource | null; sender: string },
): boolean {
  if (confirming === 'never') return false;
  if (source === 'reading') return true;
  if (source !== 'keyword') return false;
  const { kind, phone } = parseAddress(sender);
  if (kind === 'short-code') return true;
  return confirming === 'always' && !(phone !== null && isTollFree(phone));
}

/** The gate's answer to a confirmation: it alone passes an opt-out, while it is fresh and what it says still holds. */
export function judgeConfirmation(verdict: Verdict, word: Pick<ConfirmedWord, 'keyword' | 'at'>, now: Date): Verdict {
  const isFresh = now.getTime() - word.at.getTime() <= CONFIRMED_WITHIN_MS;
  const holds = word.keyword === 'stop' ? verdict.refusal === 'opted-out' : verdict.refusal === null;
  if (isFresh && holds) return { ...verdict, refusal: null };
  return { ...verdict, refusal: verdict.refusal ?? 'confirmation-over' };
}
