// Rejects picks of numbers that the account does not have, or that have a label over 60 characters.
import type { NumberPick } from '../../domain/settings/commands.ts';
import type { NotSaved } from '../../domain/settings/saved.ts';
import { problem } from '../changes/change.ts';

const LONGEST_LABEL = 60;

/** Compares the picks with the numbers or services that the account has now; null where it has all of them. */
export function unknownChoice(
  name: string,
  picks: readonly NumberPick[],
  owned: readonly { sid: string }[],
): NotSaved | null {
  const sids = new Set(owned.map(({ sid }) => sid));
  const isUnknown = picks.some(({ sid }) => !sids.has(sid));
  return isUnknown ? problem({ kind: 'pick-gone' }, name) : null;
}

export function longLabel(picks: readonly NumberPick[]): NotSaved | null {
  const wordy = picks.find(({ label }) => label !== null && label.length > LONGEST_LABEL);
  return wordy ? problem({ kind: 'label-too-long', most: LONGEST_LABEL }, `label_${wordy.sid}`) : null;
}
