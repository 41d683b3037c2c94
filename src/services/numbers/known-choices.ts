// Rejects picks of numbers that the account does not have, or that have a label over 60 characters.
import type { NumberPick } from '../../domain/settings/commands.ts';
import { problem, type Saved } from '../changes/change.ts';

const LONGEST_LABEL = 60;

/** The picks are held against what the account has now; null where all are known. */
export function unknownChoice(
  name: string,
  picks: readonly NumberPick[],
  owned: readonly { sid: string }[],
): Saved | null {
  const sids = new Set(owned.map(({ sid }) => sid));
  const isUnknown = picks.some(({ sid }) => !sids.has(sid));
  return isUnknown
    ? problem('This Twilio account no longer has one of these. Choose from the list again.', name)
    : null;
}

export function longLabel(picks: readonly NumberPick[]): Saved | null {
  const wordy = picks.find(({ label }) => label !== null && label.length > LONGEST_LABEL);
  return wordy ? problem(`Write a label of at most ${LONGEST_LABEL} characters.`, `label_${wordy.sid}`) : null;
}
