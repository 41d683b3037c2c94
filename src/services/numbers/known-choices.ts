// Whether a form of numbers speaks of what the workspace has: what it has not, or what is too long, is refused and never left out or cut.
import { type Form, field, problem, type Saved } from '../changes/change.ts';

const LONGEST_LABEL = 60;

/** Of the ticks in `name`, against what the account has now; null where all is known. */
export function unknownChoice(form: Form, name: string, owned: readonly { sid: string }[]): Saved | null {
  const isUnknown = (form[name] ?? []).some((sid) => !owned.some((one) => one.sid === sid));
  return isUnknown
    ? problem('This Twilio account no longer has one of these. Choose from the list again.', name)
    : null;
}

export function longLabel(form: Form, chosen: readonly { sid: string }[]): Saved | null {
  const wordy = chosen.find(({ sid }) => field(form, `label_${sid}`).length > LONGEST_LABEL);
  return wordy ? problem(`Write a label of at most ${LONGEST_LABEL} characters.`, `label_${wordy.sid}`) : null;
}
